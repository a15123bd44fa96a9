/** Speeds of the simulated line that the toolbar offers, bytes per second: null for no limit, `story` for what the story has. */
export const LINE_SPEEDS = {
  stalled: 0,
  '100kB': 100e3,
  '1MB': 1e6,
  '10MB': 10e6,
  '100MB': 100e6,
  unlimited: null,
} as const satisfies Record<string, number | null>

export type LineSpeed = keyof typeof LINE_SPEEDS

/** What the toolbar offers for time: as the story has it (most stand still), in real time, ten times as fast. */
export const TIMES = { story: null, real: 1, fast: 10 } as const

export type Time = keyof typeof TIMES
