import { describe, expect, it } from 'vitest'
import { createClient } from '../../../src/engine/core/client.js'
import type { Command } from '../../../src/engine/core/command.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createOpenBorder } from './border.js'

const limitsOf = (commands: readonly Command[]): (number | null)[] =>
  commands.flatMap((command) => (command.type === 'yield' ? [command.bytesPerSecondLimit] : []))

const holdersOf = (commands: readonly Command[]): string[] =>
  commands.flatMap((command) => (command.type === 'yield' ? [command.holder] : []))

describe('a yield of a page', () => {
  it('ends when the page releases it, under the name it began with', async () => {
    const { engine, remote } = await createOpenBorder()
    const release = await createClient(remote).yield('inference')
    await release()
    expect(limitsOf(engine.commands)).toEqual([0, null])
    expect(new Set(holdersOf(engine.commands)).size).toBe(1)
  })

  it('ends when the page is lost, so that a dead one holds up nobody', async () => {
    const { engine, pair, remote } = await createOpenBorder()
    await createClient(remote).yield('inference')
    await createClient(remote).yield('speech', { bytesPerSecondLimit: 5_000 })
    pair.cut()
    await settle()
    expect(limitsOf(engine.commands)).toEqual([0, 5_000, null, null])
  })

  it('is asked for anew when the page comes back, under another name, and ends then too', async () => {
    const { engine, pair, remote } = await createOpenBorder()
    const release = await createClient(remote).yield('inference')
    pair.cut()
    pair.restore()
    await settle()
    expect(limitsOf(engine.commands)).toEqual([0, null, 0])
    const [first, , again] = holdersOf(engine.commands)
    expect(again).not.toBe(first)
    await release()
    expect(limitsOf(engine.commands)).toEqual([0, null, 0, null])
    expect(holdersOf(engine.commands).at(-1)).toBe(again)
    pair.cut()
    await settle()
    expect(engine.commands).toHaveLength(4)
  })

  it('ends at once when it was taken only after the page was lost', async () => {
    const { engine, pair, remote } = await createOpenBorder()
    let take: () => void = () => undefined
    engine.onCommand = () =>
      new Promise((resolve) => {
        take = () => resolve({ ok: true })
      })
    void createClient(remote)
      .yield('inference')
      .catch(() => undefined)
    await settle()
    pair.cut()
    take()
    await settle()
    expect(limitsOf(engine.commands)).toEqual([0, null])
  })

  it('can be turned off by the host', async () => {
    const { remote } = await createOpenBorder({ allow: { yield: false } })
    await expect(createClient(remote).yield('inference')).rejects.toMatchObject({ code: 'unsupported' })
  })
})
