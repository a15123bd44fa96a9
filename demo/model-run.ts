/** What the model made of one signal. */
export interface SignalResult {
  readonly name: 'voice' | 'silence'
  /** That it is speech: mean over all frames, 0 to 1. */
  readonly probability: number
  /** How often the model was asked. */
  readonly frames: number
  /** Loudness over time, 0 to 0.5. */
  readonly waveform: readonly number[]
}

/** One run of the downloaded model. */
export interface ModelRun {
  /** The file on disk that was loaded. */
  readonly path: string
  /** Milliseconds, loading included. */
  readonly tookMs: number
  readonly signals: readonly SignalResult[]
}
