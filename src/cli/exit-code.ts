import type { ErrorCode } from '../engine/core/errors.js'

/** What the command ends with. Documented in docs/cli.md; scripts rely on it. */
export const EXIT: {
  readonly done: 0
  readonly unexpected: 1
  readonly usage: 2
  readonly network: 3
  readonly refused: 4
  readonly damaged: 5
  readonly disk: 6
  readonly locked: 7
  readonly unknown: 8
  readonly interrupted: 130
} = {
  done: 0,
  unexpected: 1,
  usage: 2,
  network: 3,
  refused: 4,
  damaged: 5,
  disk: 6,
  locked: 7,
  unknown: 8,
  interrupted: 130,
}

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

const BY_ERROR: Readonly<Record<ErrorCode, ExitCode>> = {
  'invalid-model': EXIT.usage,
  'invalid-command': EXIT.usage,
  unsupported: EXIT.usage,
  'insecure-url': EXIT.usage,
  'unknown-download': EXIT.unknown,
  network: EXIT.network,
  timeout: EXIT.network,
  stalled: EXIT.network,
  'http-status': EXIT.network,
  'rate-limited': EXIT.network,
  'captive-portal': EXIT.network,
  'bad-response': EXIT.network,
  'too-many-redirects': EXIT.network,
  'link-lost': EXIT.network,
  'not-found': EXIT.refused,
  unauthorized: EXIT.refused,
  forbidden: EXIT.refused,
  gated: EXIT.refused,
  'checksum-mismatch': EXIT.damaged,
  'size-mismatch': EXIT.damaged,
  'source-changed': EXIT.damaged,
  'disk-full': EXIT.disk,
  'storage-denied': EXIT.disk,
  'storage-io': EXIT.disk,
  'quota-exceeded': EXIT.disk,
  locked: EXIT.locked,
  cancelled: EXIT.unexpected,
  closed: EXIT.unexpected,
}

/** The exit code for an error of the engine. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  return BY_ERROR[code]
}
