import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Command, Receipt } from '../../../src/engine/core/command.js'
import type { EngineSnapshot } from '../../../src/engine/core/snapshot.js'
import type { NodeEngineOptions } from '../../../src/engine/node/index.js'

type Said =
  | { readonly type: 'snapshot'; readonly snapshot: EngineSnapshot }
  | { readonly type: 'receipt'; readonly number: number; readonly receipt: Receipt }
  | { readonly type: 'breach'; readonly message: string }

/** The life of one engine process. */
export interface Life {
  tell(command: Command): Promise<Receipt>
  snapshot(): EngineSnapshot | null
  /** Settles once a snapshot is as asked. */
  until(isSo: (snapshot: EngineSnapshot) => boolean, what: string): Promise<void>
  /** SIGKILL: no handler runs, nothing is flushed. */
  kill(): Promise<void>
  /** Closes the engine; the process has to end by itself. */
  close(): Promise<void>
  /** What it said of itself that it should not: rejections nobody handled, warnings, and all of stderr. */
  readonly breaches: readonly string[]
  /** Every line that it printed. */
  readonly printed: readonly string[]
}

const script = fileURLToPath(new URL('./soak-child.ts', import.meta.url))
const PATIENCE_MS = 60_000

export function startLife(
  options: Partial<NodeEngineOptions> & { readonly directory: string },
  onSnapshot: (snapshot: EngineSnapshot) => void,
): Life {
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)])
  const receipts = new Map<number, (receipt: Receipt) => void>()
  const watchers = new Set<() => void>()
  const breaches: string[] = []
  const printed: string[] = []
  let latest: EngineSnapshot | null = null
  let number = 0
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()))
  // A killed process takes no more commands.
  child.stdin.on('error', () => undefined)

  createInterface({ input: child.stdout }).on('line', (line) => {
    printed.push(line)
    const said = JSON.parse(line) as Said
    if (said.type === 'breach') breaches.push(said.message)
    else if (said.type === 'receipt') receipts.get(said.number)?.(said.receipt)
    else {
      latest = said.snapshot
      onSnapshot(latest)
      for (const look of [...watchers]) look()
    }
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    printed.push(line)
    breaches.push(`stderr: ${line}`)
  })

  function ask(command?: Command): Promise<Receipt> {
    number += 1
    const asked = number
    child.stdin.write(`${JSON.stringify({ number: asked, command })}\n`)
    return inTime(new Promise((resolve) => void receipts.set(asked, resolve)), command?.type ?? 'close')
  }

  function until(isSo: (snapshot: EngineSnapshot) => boolean, what: string): Promise<void> {
    let look: () => void = () => undefined
    const so = new Promise<void>((resolve) => {
      look = () => {
        if (latest !== null && isSo(latest)) resolve()
      }
    })
    watchers.add(look)
    look()
    return inTime(so, what, () => JSON.stringify(latest?.downloads)).finally(() => watchers.delete(look))
  }

  return {
    tell: ask,
    snapshot: () => latest,
    until,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async close() {
      await ask()
      child.stdin.end()
      await inTime(ended, 'the end of the process').catch((error) => {
        child.kill('SIGKILL')
        throw error
      })
    },
    breaches,
    printed,
  }
}

async function inTime<T>(promise: Promise<T>, what: string, tell: () => string = () => ''): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${PATIENCE_MS} ms for ${what}. ${tell()}`)), PATIENCE_MS)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
