import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Command } from '../../../src/engine/core/command.js'
import { isActive } from '../../../src/engine/core/download.js'
import { ERROR_CODES } from '../../../src/engine/core/errors.js'
import { createWatch } from '../../engine/host/watched.js'
import { createModelServer } from '../../server/create-model-server.js'
import { sha256Of } from '../with-engine.js'
import { type Life, startLife } from './life.js'
import { faultOf, type Play, type Step } from './step.js'

const MIB = 2 ** 20
const SECRET = 'hush-hush'
const MOST_TWICE = 64 * MIB
/** What a connection that breaks may have on its way: sockets hold that much of it at both ends. */
const MOST_LOST = 8 * MIB

/** Plays it with real processes, heals everything, and looks whether all ends well. Throws where an invariant is broken. */
export async function playOut(play: Play): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'weightlift-play-'))
  const size = play.mebibytes * MIB + 77
  const server = await createModelServer({
    files: { '/big.bin': { generate: size, seed: 1 }, '/small.bin': { generate: 300_000, seed: 2 } },
    signedLinks: { lifetimeMs: 2_000 },
    seed: play.seed,
    bytesPerSecond: 60e6,
  })
  const lives: Life[] = []
  try {
    await playWith(play, { directory, server, size, lives })
  } finally {
    await Promise.all(lives.map((life) => life.kill()))
    await server.close()
    await rm(directory, { recursive: true, force: true })
  }
}

interface Stage {
  readonly directory: string
  readonly server: Awaited<ReturnType<typeof createModelServer>>
  readonly size: number
  readonly lives: Life[]
}

async function playWith(play: Play, { directory, server, size, lives }: Stage): Promise<void> {
  const { isDigested, isResolved, connections } = play
  const watch = createWatch(SECRET)
  const versions = [await server.sha256('/big.bin')]
  const small = await server.sha256('/small.bin')
  const prefix = isResolved ? `${server.url}/resolve` : server.url
  const files = [
    { path: 'big.bin', url: `${prefix}/big.bin`, size, ...(isDigested ? { sha256: versions[0] } : {}) },
    { path: 'sub/small.bin', url: `${prefix}/small.bin`, size: 300_000, ...(isDigested ? { sha256: small } : {}) },
  ]
  const model = { id: 'm', files }
  const bill = { deaths: 0, stops: 0, isPlain: true }
  let life = await start()

  async function start(): Promise<Life> {
    const options = {
      directory,
      connections,
      headers: { authorization: `Bearer ${SECRET}` },
      stallTimeoutMs: 700,
      retry: { minMs: 10, maxMs: 100, attempts: 5 },
    }
    const next = startLife(options, watch.life())
    lives.push(next)
    await next.until(({ link }) => link === 'open', 'an engine that is open')
    return next
  }

  async function tell(command: Command): Promise<boolean> {
    const receipt = await life.tell(command)
    if (!receipt.ok) expectClear(receipt.error)
    return receipt.ok
  }

  const sentBytes = (): number => server.requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0)

  async function act(step: Step): Promise<void> {
    switch (step.do) {
      case 'wait':
        return sleep(step.ms)
      case 'faults':
        bill.isPlain = false
        return server.setFaults(
          ...step.names.map((name) => ({
            path: isResolved ? /^\/cdn\// : /bin$/,
            fault: faultOf(name),
            after: step.after,
            times: step.times,
          })),
        )
      case 'pause':
        bill.stops += 1
        return void (await tell({ type: step.do, id: 'm' }))
      case 'resume':
      case 'retry':
        return void (await tell({ type: step.do, id: 'm' }))
      case 'download':
        watch.asked('m')
        return void (await tell({ type: 'download', model } as Command))
      case 'cancel':
      case 'remove':
        watch.asked('m')
        bill.isPlain = false
        if (await tell({ type: step.do, id: 'm' })) await expectNothingLeft(step.do)
        return
      case 'cancel-and-keep':
        bill.stops += 1
        watch.asked('m')
        return void (await tell({ type: 'cancel', id: 'm', keepPartial: true }))
      case 'close':
        bill.stops += 1
        await life.close()
        life = await start()
        return
      case 'kill':
        bill.deaths += 1
        await sent(sentBytes() + step.afterBytes)
        await life.kill()
        life = await start()
        return
      case 'server-down':
        await server.goDown()
        await sleep(step.ms)
        return server.comeUp()
      case 'change-source':
        bill.isPlain = false
        server.setFile('/big.bin', { generate: size, seed: 10 + versions.length })
        versions.push(await server.sha256('/big.bin'))
        return
      case 'throttle':
        return server.setThrottle(step.bytesPerSecond)
    }
  }

  /** Waits until so much was sent in all, or nothing is sent any more. */
  async function sent(bytes: number): Promise<void> {
    for (let quietMs = 0, before = -1; quietMs < 600 && sentBytes() < bytes; quietMs += 5) {
      if (sentBytes() !== before) quietMs = 0
      before = sentBytes()
      await sleep(5)
    }
  }

  async function placesOf(folder: string): Promise<string[]> {
    const entries = await readdir(join(directory, folder), { recursive: true, withFileTypes: true }).catch(() => [])
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
  }

  async function expectNothingLeft(verb: 'cancel' | 'remove'): Promise<void> {
    const left = await placesOf('m')
    // A model that was whole when its download was called off is the user's, no partial.
    const isWhole = verb === 'cancel' && left.length === 2 && left.every((name) => !name.endsWith('.part'))
    if (!isWhole) expect(left, `after ${verb}`).toEqual([])
  }

  async function ended(): Promise<string> {
    await life.until(({ downloads: { m } }) => m !== undefined && !isActive(m.status), 'an end')
    const { status, error } = life.snapshot()?.downloads.m ?? { status: '', error: null }
    if (error !== null) expectClear(error)
    return status
  }

  await tell({ type: 'download', model } as Command)
  for (const step of play.steps) await act(step)

  server.setFaults()
  server.setThrottle(null)
  if (isDigested) server.setFile('/big.bin', { generate: size, seed: 1 })
  if (life.snapshot()?.downloads.m === undefined) await tell({ type: 'download', model } as Command)
  await tell({ type: 'resume', id: 'm' })
  // An error of the time before may come out now, and has to be clear; another try then has nothing in its way.
  if ((await ended()) === 'failed') await tell({ type: 'retry', id: 'm' })
  await ended()
  await life.close()

  watch.verdict()
  expect(life.snapshot()?.downloads.m).toMatchObject({ status: 'completed', error: null, unverified: !isDigested })
  expect((await placesOf('m')).sort()).toEqual(['big.bin', 'small.bin'])
  const kept = await sha256Of(join(directory, 'm', 'big.bin'))
  if (isDigested) expect(kept).toBe(versions[0])
  else expect(versions).toContain(kept)
  expect(await sha256Of(join(directory, 'm', 'sub', 'small.bin'))).toBe(small)
  if (bill.isPlain) {
    const broken = server.requests.filter(({ outcome }) => outcome !== 'complete').length
    // An answer that fits into the sockets is complete to its server, also when who asked for it stops before it was read.
    const unread = bill.stops * (connections === 'auto' ? 16 : connections)
    const most = bill.deaths * MOST_TWICE + (broken + unread) * MOST_LOST
    const told = `${bill.deaths} deaths, ${bill.stops} stops, ${broken} broken answers`
    expect(sentBytes() - size - 300_000, told).toBeLessThanOrEqual(most)
  }
  await expectNoSecret()
  expect(lives.flatMap(({ breaches }) => breaches)).toEqual([])

  async function expectNoSecret(): Promise<void> {
    for (const name of await placesOf('.weightlift')) {
      expectSilent(await readFile(join(directory, '.weightlift', name), 'utf8'), `the journal's ${name}`)
    }
    for (const line of lives.flatMap(({ printed }) => printed)) expectSilent(line, 'what was printed')
    for (const { path, headers } of server.requests) {
      if (path.startsWith('/cdn/')) expect(headers.authorization, 'sent to another origin').toBeUndefined()
    }
  }
}

function expectSilent(text: string, what: string): void {
  expect(text.includes(SECRET), `a token in ${what}`).toBe(false)
  expect(/[?&]sig=/.test(text), `a signature in ${what}`).toBe(false)
}

function expectClear({ code, message }: { readonly code: string; readonly message: string }): void {
  expect(ERROR_CODES).toContain(code)
  expect(message).not.toMatch(/something unexpected|EBADF|undefined|\[object/i)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms))
}
