import type { SimulatedEngine } from '../../src/engine/testing/simulated-engine.js'
import { repeat } from './line-settings.js'

/** Something that happens to a computer; gives a function that ends it. */
type Fault = (engine: SimulatedEngine) => () => void

/** What can go wrong on the simulated computer, by the name that the toolbar shows. */
export const FAULTS = {
  Offline: ({ machine }) => {
    machine.setOnline(false)
    return () => machine.setOnline(true)
  },
  'Metered connection': ({ machine }) => {
    machine.connectivity.set({ metered: true })
    return () => machine.connectivity.set({ metered: false })
  },
  'Connections break': ({ machine }) => repeat(machine.clock, () => 2_000, machine.http.link.cut),
  'Slow to answer (5 s)': ({ machine }) => {
    machine.http.setLatency(5_000)
    return () => machine.http.setLatency(20)
  },
  'Server busy (503)': answerWith(503),
  'Too many requests (429)': answerWith(429, { 'retry-after': '30' }),
  'Not found (404)': answerWith(404),
  'Sign-in needed (401)': answerWith(401),
  'Licence not accepted (403)': answerWith(403, { 'x-error-code': 'GatedRepo' }),
  'Captive portal': answerWith(200, { 'content-type': 'text/html' }),
  'Disk full': ({ machine }) => {
    machine.files.setCapacity(machine.files.usedBytes() + 5e6)
    return () => machine.files.setCapacity(500e9)
  },
  'App is busy (yield)': (engine) => {
    const tell = (bytesPerSecondLimit: number | null): void =>
      void engine.dispatch({ type: 'yield', holder: 'toolbar', reason: 'inference', bytesPerSecondLimit })
    tell(0)
    return () => tell(null)
  },
  'Engine out of reach': (engine) => {
    engine.setLink('lost')
    return () => engine.setLink(null)
  },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof FAULTS

function answerWith(status: number, headers: Readonly<Record<string, string>> = {}): Fault {
  return ({ machine: { http } }) => {
    http.failEach({ type: 'status', status, headers, body: 'No.' })
    http.link.cut()
    return () => http.failEach(null)
  }
}
