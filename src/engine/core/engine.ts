import type { Answer, Command, Query, Receipt } from './command.js'
import type { EngineSnapshot } from './snapshot.js'

/**
 * The seam: what every engine offers, near or far. Plain JSON on both sides, so that the same interface crosses every border.
 * Unknown is `null`, never 0 or -1.
 */
export interface Engine {
  /** The same reference until it changes; untouched downloads stay identical. */
  getSnapshot(): EngineSnapshot
  /** Calls back after a change, at most once a publish (10 a second by default). The listener reads the snapshot itself. */
  subscribe(onChange: () => void): () => void
  /** Settles once the engine took or refused the command and the snapshot shows it. Never rejects. */
  dispatch(command: Command): Promise<Receipt>
  /** What is asked, not watched. Never rejects. */
  query<Q extends Query>(query: Q): Promise<Answer<Q['type']>>
  /** Releases sockets, files and timers. Running work is parked, not lost. A second call gives the same promise. */
  close(): Promise<void>
}
