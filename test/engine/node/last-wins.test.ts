import { describe, expect, it } from 'vitest'
import { createLastWins } from '../../../src/engine/node/last-wins.js'
import { eventually } from './eventually.js'

function gated() {
  const log: string[] = []
  const gates: Array<(error?: Error) => void> = []
  const write = createLastWins<string>(async (key, value) => {
    log.push(`${key}=${value}`)
    await new Promise<void>((resolve, reject) => gates.push((error) => (error ? reject(error) : resolve())))
    log.push(`${key}=${value} done`)
  })
  const next = async (error?: Error): Promise<void> => {
    await eventually(() => gates.length).toBeGreaterThan(0)
    gates.shift()?.(error)
  }
  return { log, write, next }
}

describe('createLastWins', () => {
  it('never runs two operations of one key at once, and skips what is overtaken', async () => {
    const { log, write, next } = gated()
    const first = write('a', '1')
    await eventually(() => log.length).toBe(1)
    const rest = [write('a', '2'), write('a', '3'), write('a', '4')]
    await next()
    await first
    await next()
    await Promise.all(rest)
    expect(log).toEqual(['a=1', 'a=1 done', 'a=4', 'a=4 done'])
  })

  it('lets keys go their own ways', async () => {
    const { log, write } = gated()
    void write('a', '1')
    void write('b', '1')
    await eventually(() => log).toEqual(['a=1', 'b=1'])
  })

  it('tells a failure to those whose value it was, and goes on with the next', async () => {
    const { log, write, next } = gated()
    const first = write('a', '1')
    await eventually(() => log.length).toBe(1)
    const second = write('a', '2')
    await next(new Error('no space'))
    await expect(first).rejects.toThrow('no space')
    await next()
    await expect(second).resolves.toBeUndefined()
  })

  it('settles an earlier value only with one as new', async () => {
    const { log, write, next } = gated()
    void write('a', '1')
    await eventually(() => log.length).toBe(1)
    let settled = false
    void write('a', '2').then(() => {
      settled = true
    })
    void write('a', '3')
    await next()
    await eventually(() => log).toContain('a=3')
    expect(settled).toBe(false)
    await next()
    await eventually(() => settled).toBe(true)
  })
})
