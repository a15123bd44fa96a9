import type { IncomingMessage } from 'node:http'
import type { Reply } from './reply.js'

/** What a fault may look at. */
interface Exchange {
  readonly request: IncomingMessage
  /** Path of the URL. */
  readonly path: string
  /** Address of the listener that was not asked, without a slash at its end. */
  readonly otherUrl: string
  /** Seeded; in [0, 1). */
  readonly random: () => number
}

/** A named way to spoil an answer. */
export interface Fault {
  readonly name: string
  apply(reply: Reply, exchange: Exchange): Reply
}

/** When a fault strikes. */
export interface FaultRule {
  readonly fault: Fault
  /** Path of the URL, or a pattern for it. Default: all. */
  readonly path?: string | RegExp
  /** Matching requests let through before the first strike. Default 0. */
  readonly after?: number
  /** Matching requests struck. Default: all. */
  readonly times?: number
  /** Chance of a strike for each request that is due, 0 to 1. Default 1. */
  readonly chance?: number
}

/** Picks the faults of each request and keeps count. */
export interface FaultPicker {
  set(rules: readonly FaultRule[]): void
  pick(exchange: Exchange): Fault[]
}

export function createFaultPicker(): FaultPicker {
  let active: { rule: FaultRule; seen: number; struck: number }[] = []
  return {
    set: (rules) => {
      active = rules.map((rule) => ({ rule, seen: 0, struck: 0 }))
    },
    pick: (exchange) =>
      active
        .filter((entry) => matches(entry.rule, exchange.path) && isDue(entry, exchange.random))
        .map(({ rule }) => rule.fault),
  }
}

function matches({ path }: FaultRule, actual: string): boolean {
  return path === undefined || (typeof path === 'string' ? path === actual : path.test(actual))
}

function isDue(entry: { rule: FaultRule; seen: number; struck: number }, random: () => number): boolean {
  const { after = 0, times = Number.POSITIVE_INFINITY, chance = 1 } = entry.rule
  entry.seen++
  if (entry.seen <= after || entry.struck >= times) return false
  if (chance < 1 && random() >= chance) return false
  entry.struck++
  return true
}
