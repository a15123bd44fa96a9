import type { FaultRule } from '../../server/fault.js'
import {
  captivePortal,
  gated,
  redirectAcrossOrigins,
  resetAt,
  setHeaders,
  stallAt,
  status,
} from '../../server/faults.js'

const FAULTS = { captivePortal, gated, redirectAcrossOrigins, resetAt, setHeaders, stallAt, status }

/** A fault as data, so that a test in a browser can ask for it. */
export interface NamedFault {
  readonly path: string
  readonly name: keyof typeof FAULTS
  readonly args?: readonly unknown[]
  readonly times?: number
  readonly after?: number
}

export function faultNamed({ path, name, args = [], ...rest }: NamedFault): FaultRule {
  const make = FAULTS[name] as (...given: readonly unknown[]) => FaultRule['fault']
  return { path, fault: make(...args), ...rest }
}
