import type { Receipt } from '../core/command.js'
import { randomId, systemClock } from './system-clock.js'

/** Remembers commands by id, so that one that is sent again after a lost link is not carried out again but gets the receipt of the first. */
export interface CommandMemory {
  /** Which memory this is. A command that was sent to another one may have been carried out there, so it is not sent again. */
  readonly id: string
  run(id: string, start: () => Promise<Receipt>): Promise<Receipt>
}

/** Listeners of one engine share a memory, since a command comes back over a new stream. Keeps the latest `limit` commands, default 1000. */
export function createCommandMemory(limit = 1000): CommandMemory {
  const receipts = new Map<string, Promise<Receipt>>()
  return {
    id: randomId(systemClock),
    run(id, start) {
      const known = receipts.get(id)
      if (known !== undefined) return known
      const receipt = start()
      receipts.set(id, receipt)
      if (receipts.size > limit) receipts.delete(receipts.keys().next().value as string)
      return receipt
    },
  }
}
