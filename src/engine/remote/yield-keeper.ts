import type { Command, Receipt } from '../core/command.js'
import type { Engine } from '../core/engine.js'

/** Carries out one listener's commands, and ends its yields when it is gone: a page that died would hold up downloads for ever. */
export interface YieldKeeper {
  dispatch(command: Command): Promise<Receipt>
  /** The listener is gone. */
  endAll(): void
}

/** Holders of one listener are not those of another, even of the same page that came back. */
let lastListener = 0

export function createYieldKeeper(engine: Engine): YieldKeeper {
  const held = new Map<string, Extract<Command, { type: 'yield' }>>()
  let isGone = false
  lastListener += 1
  const prefix = `${lastListener}.`

  function end(command: Extract<Command, { type: 'yield' }>): void {
    // An engine that is closed or out of reach yields to nobody.
    void engine.dispatch({ ...command, bytesPerSecondLimit: null }).catch(() => undefined)
  }

  return {
    async dispatch(command) {
      if (command.type !== 'yield') return engine.dispatch(command)
      const own = { ...command, holder: prefix + command.holder }
      const receipt = await engine.dispatch(own)
      if (!receipt.ok) return receipt
      if (own.bytesPerSecondLimit === null) held.delete(own.holder)
      else if (isGone) end(own)
      else held.set(own.holder, own)
      return receipt
    },
    endAll() {
      isGone = true
      for (const command of held.values()) end(command)
      held.clear()
    },
  }
}
