import { PRIORITIES, type Priority, type PriorityName } from './download.js'
import { EngineError } from './errors.js'

/** The numbers that the names stand for; others may lie between and beyond them. */
export const URGENCIES: Readonly<Record<PriorityName, number>> = { essential: 100, normal: 0, background: -100 }

/** A priority as a number; the higher comes first. */
export function urgencyOf(priority: Priority): number {
  return typeof priority === 'number' ? priority : URGENCIES[priority]
}

/** Whether what stands there is a priority: one of the names, or a finite number. */
export function isPriority(value: unknown): value is Priority {
  return Number.isFinite(value) || PRIORITIES.includes(value as PriorityName)
}

/** @throws EngineError `invalid-command` */
export function checkPriority(priority: unknown): void {
  if (isPriority(priority)) return
  throw new EngineError(
    'invalid-command',
    `A priority is one of ${PRIORITIES.join(', ')}, or a finite number: essential is 100, normal 0, background -100.`,
  )
}
