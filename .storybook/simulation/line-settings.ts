import type { SimulatedEngine } from 'weightlift/testing'

/** What the sliders say of the simulated computer. */
export interface LineSettings {
  /** Bytes per second of all connections together. */
  readonly bytesPerSecond: number
  /** Connections that are lost, a minute. */
  readonly lossesPerMinute: number
  /** Of every ten seconds, how many nothing comes in. */
  readonly stallSeconds: number
  /** Before the first byte of an answer, milliseconds. */
  readonly latencyMs: number
  readonly diskBytes: number
  readonly online: boolean
  readonly metered: boolean
}

export const USUAL_LINE: LineSettings = {
  bytesPerSecond: 10e6,
  lossesPerMinute: 0,
  stallSeconds: 0,
  latencyMs: 20,
  diskBytes: 100e9,
  online: true,
  metered: false,
}

const STALL_EVERY_MS = 10_000

/** Makes the simulated computer as it is told; gives a function that ends what is going on. */
export function applyLine({ machine }: SimulatedEngine, line: LineSettings): () => void {
  const { clock, http, files, connectivity } = machine
  http.link.setSpeed(line.bytesPerSecond)
  http.setLatency(line.latencyMs)
  files.setCapacity(line.diskBytes)
  if ((connectivity.current().online !== false) !== line.online) machine.setOnline(line.online)
  if (connectivity.current().metered !== line.metered) connectivity.set({ metered: line.metered })

  const stops: (() => void)[] = []
  if (line.lossesPerMinute > 0) {
    stops.push(repeat(clock, () => (-Math.log(1 - clock.random()) * 60_000) / line.lossesPerMinute, http.link.cut))
  }
  if (line.stallSeconds > 0) {
    const stall = (): void => {
      http.link.setSpeed(0)
      stops.push(clock.setTimer(line.stallSeconds * 1000, () => http.link.setSpeed(line.bytesPerSecond)))
    }
    stall()
    stops.push(repeat(clock, () => STALL_EVERY_MS, stall))
  }
  return () => {
    for (const stop of stops) stop()
  }
}

/** Does something again and again in virtual time, until the function that it gives is called. */
export function repeat(clock: SimulatedEngine['machine']['clock'], nextMs: () => number, task: () => void): () => void {
  let stop = clock.setTimer(nextMs(), again)
  function again(): void {
    stop = clock.setTimer(nextMs(), again)
    task()
  }
  return () => stop()
}
