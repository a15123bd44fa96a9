import type { CommandType } from '../core/command.js'
import type { ErrorData } from '../core/errors.js'
import type { BorderClock } from './clock.js'
import type { UpMessage } from './protocol.js'
import { type Refusal, refuse } from './refusal.js'

export type Call = Extract<UpMessage, { type: 'command' | 'query' }>

interface Pending {
  readonly call: Call
  readonly settle: (reply: unknown) => void
  cancelTimer: (() => void) | null
  cancelResend: () => void
  wasSent: boolean
}

/** A reply that does not come over an open link was lost, or is slow: the call goes again under its id, then after twice as long. */
const FIRST_RESEND_MS = 5_000
const LAST_RESEND_MS = 60_000

export interface PendingCallsOptions {
  readonly clock: BorderClock
  /** How long a call waits for a lost link, milliseconds. */
  readonly waitMs: number
  /** Why the link is down, where that is known. */
  readonly reason: () => ErrorData | null
  /** Whether waiting is in vain for a link that is down for this reason. */
  readonly isFinal: (reason: ErrorData) => boolean
  readonly resend: (call: Call) => void
}

/** Calls that wait for their reply. Each settles exactly once: by its reply, by a refusal, when the link is lost too long, or at the close. */
export interface PendingCalls {
  /** Remembers a call; unless the link is up, the time it may wait begins. */
  add(call: Call, isUp: boolean, settle: (reply: unknown) => void): void
  get(id: string): Call | null
  settle(id: string, reply: unknown): void
  /** The link broke: what is pending waits for it, but not for ever. */
  linkLost(): void
  /** The link is up again: all that is pending, in its order, to be sent under the ids it had. */
  linkUp(): readonly Call[]
  markSent(id: string): void
  /** Another host answers from now on. What the former one was told may be done there: it goes to the new one only where that changes nothing. */
  hostChanged(): void
  settleAll(refusal: Refusal): void
}

export function createPendingCalls({ clock, waitMs, reason, isFinal, resend }: PendingCallsOptions): PendingCalls {
  const calls = new Map<string, Pending>()

  function settle(id: string, reply: unknown): void {
    const pending = calls.get(id)
    if (pending === undefined) return
    calls.delete(id)
    pending.cancelTimer?.()
    pending.cancelResend()
    pending.settle(reply)
  }

  function resendIn(pending: Pending, ms: number): void {
    pending.cancelResend()
    pending.cancelResend = clock.setTimer(ms, () => {
      resend(pending.call)
      resendIn(pending, Math.min(ms * 2, LAST_RESEND_MS))
    })
  }

  function waitForLink(pending: Pending): void {
    const error = reason()
    if (error !== null && !pending.wasSent && isFinal(error)) return settle(pending.call.id, { ok: false, error })
    pending.cancelTimer ??= clock.setTimer(waitMs, () => settle(pending.call.id, tooLate(pending, waitMs, reason())))
  }

  return {
    add(call, isUp, settleCall) {
      const pending: Pending = {
        call,
        settle: settleCall,
        cancelTimer: null,
        cancelResend: () => undefined,
        wasSent: false,
      }
      calls.set(call.id, pending)
      if (!isUp) waitForLink(pending)
    },
    get: (id) => calls.get(id)?.call ?? null,
    settle,
    linkLost() {
      for (const pending of [...calls.values()]) {
        pending.cancelResend()
        waitForLink(pending)
      }
    },
    linkUp() {
      for (const pending of calls.values()) {
        pending.cancelTimer?.()
        pending.cancelTimer = null
      }
      return [...calls.values()].map(({ call }) => call)
    },
    markSent(id) {
      const pending = calls.get(id)
      if (pending === undefined) return
      pending.wasSent = true
      resendIn(pending, FIRST_RESEND_MS)
    },
    hostChanged() {
      for (const { call, wasSent } of [...calls.values()]) {
        if (wasSent && call.type === 'command' && !STATES_A_WISH.has(call.command.type)) settle(call.id, LOST)
      }
    },
    settleAll(refusal) {
      for (const id of [...calls.keys()]) settle(id, refusal)
    },
  }
}

/** Says what shall be so: told twice, it is so as well. Any other command makes work or takes something away each time. */
const STATES_A_WISH: ReadonlySet<CommandType> = new Set([
  'download',
  'pause',
  'resume',
  'pauseAll',
  'resumeAll',
  'prioritize',
  'move',
  'configure',
  'yield',
])

const LOST: Refusal = refuse(
  'link-lost',
  'The host of the engine ended before it answered, and another one took its place. The command may have been carried out: the snapshot shows it.',
)

function tooLate({ call, wasSent }: Pending, waitMs: number, reason: ErrorData | null): Refusal {
  const isRefused = reason !== null && !reason.retryable
  if (isRefused && !wasSent) return { ok: false, error: reason }
  const why = reason === null ? '' : ` ${reason.message}`
  const outcome =
    call.type === 'command' && wasSent
      ? 'It had been sent, so it may have been carried out: the snapshot shows it once the link is back.'
      : 'Nothing was done. Try again once the link is back.'
  return refuse('link-lost', `The engine could not be reached for ${waitMs / 1000} s. ${outcome}${why}`)
}
