import { type Assertion, expect } from 'vitest'

/** What a function gives within ten seconds: real disks, threads and sockets take their time on a busy machine. */
export function eventually<T>(get: () => T): Assertion<Awaited<T>> {
  return expect.poll(get, { timeout: 10_000 }) as unknown as Assertion<Awaited<T>>
}
