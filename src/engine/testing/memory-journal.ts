import type { Clock } from '../ports/clock.js'
import type { Journal, JournalContent } from '../ports/journal.js'

export interface MemoryJournalOptions {
  readonly clock: Clock
  /** How long each operation takes, milliseconds. Default 0: none at all. */
  readonly delayMs?: number
}

/** A journal in memory, as text, so that what is read is never what was written itself. */
export interface MemoryJournal extends Journal {
  /** Each write under way happens wholly or not at all, by chance. */
  crash(): void
  /** Makes an entry unreadable, or a foreign text. */
  damage(key: string, text?: string): void
  setDelay(delayMs: number): void
  /** The value of an entry as it would be read now; undefined for none. */
  peek(key: string): unknown
  keys(): readonly string[]
}

/** An empty journal in memory. */
export function createMemoryJournal(options: MemoryJournalOptions): MemoryJournal {
  const { clock } = options
  const texts = new Map<string, string>()
  const damaged = new Set<string>()
  const underWay = new Set<() => void>()
  let delayMs = options.delayMs ?? 0

  function after(change: () => void): Promise<void> {
    if (delayMs === 0) return Promise.resolve(change())
    underWay.add(change)
    return new Promise((resolve) => {
      clock.setTimer(delayMs, () => {
        if (underWay.delete(change)) change()
        resolve()
      })
    })
  }

  async function load(): Promise<JournalContent> {
    await after(() => undefined)
    const entries = new Map<string, unknown>()
    for (const [key, text] of texts) {
      try {
        entries.set(key, JSON.parse(text))
      } catch {
        damaged.add(key)
        texts.delete(key)
      }
    }
    return { entries, setAside: [...damaged] }
  }

  return {
    load,
    async write(key, value) {
      const text = JSON.stringify(value)
      await after(() => void texts.set(key, text))
    },
    delete: (key) => after(() => void texts.delete(key)),
    crash() {
      for (const change of underWay) if (clock.random() < 0.5) change()
      underWay.clear()
    },
    damage(key, text = '{"torn":') {
      texts.set(key, text)
    },
    setDelay(ms) {
      delayMs = ms
    },
    peek(key) {
      const text = texts.get(key)
      return text === undefined ? undefined : JSON.parse(text)
    },
    keys: () => [...texts.keys()].sort(),
  }
}
