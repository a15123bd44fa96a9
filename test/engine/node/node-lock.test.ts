import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createWithoutLinks, type LockRecord, type LockTimes } from '../../../src/engine/node/lock-file.js'
import { createNodeLock } from '../../../src/engine/node/node-lock.js'
import { createPlaces } from '../../../src/engine/node/places.js'
import { identifyProcess } from '../../../src/engine/node/process-identity.js'
import type { LockHold } from '../../../src/engine/ports/lock.js'
import { bestOf } from '../../stopwatch.js'
import { builtScript } from './built-script.js'
import { eventually } from './eventually.js'
import type { LockOrder } from './lock-child.js'
import { temporaryDirectory } from './temporary-directory.js'
import { thrownBy } from './thrown-by.js'

const FAST: LockTimes = { heartbeatMs: 40, staleMs: 400 }
const TOKEN = 'feedfacefeedface'

let script = ''
beforeAll(async () => {
  script = await builtScript(new URL('./lock-child.ts', import.meta.url))
})

const lockIn = (directory: string, times?: LockTimes) => createNodeLock(createPlaces(directory), times)
const lockPath = (directory: string) => join(directory, '.weightlift/lock')

async function acquired(directory: string, times?: LockTimes): Promise<LockHold> {
  const hold = await lockIn(directory, times).acquire()
  if (hold === null) throw new Error('The lock is held by another.')
  onTestFinished(() => hold.release())
  return hold
}

/** A lock file as some process left it. */
async function leave(directory: string, record: Partial<LockRecord> | string, ageMs = 0): Promise<void> {
  await mkdir(join(directory, '.weightlift'), { recursive: true })
  const text =
    typeof record === 'string' ? record : JSON.stringify({ ...(await identifyProcess()), token: TOKEN, ...record })
  await writeFile(lockPath(directory), text)
  const touched = new Date(Date.now() - ageMs)
  await utimes(lockPath(directory), touched, touched)
}

/** A pid that was in use a moment ago and is free now. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

async function startChild(): Promise<ChildProcess> {
  const child = fork(script, { stdio: 'inherit', execArgv: [] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}

async function order(child: ChildProcess, what: LockOrder): Promise<boolean> {
  const answer = once(child, 'message')
  child.send(what)
  const [{ result, error }] = (await answer) as [{ result?: boolean; error?: string }]
  if (error !== undefined) throw new Error(error)
  return result === true
}

describe('the lock', () => {
  it('has one owner within a process, until it is released', async () => {
    const directory = temporaryDirectory()
    const lock = lockIn(directory)
    const hold = await lock.acquire()
    expect(hold).not.toBeNull()
    expect(await lock.acquire()).toBeNull()
    expect(await lockIn(directory).acquire()).toBeNull()
    await hold?.release()
    await hold?.release()
    expect(await readdir(join(directory, '.weightlift'))).toEqual([])
    await acquired(directory)
  })

  it('goes to one of many that ask at once in a process', async () => {
    const directory = temporaryDirectory()
    await leave(directory, { pid: await deadPid() })
    const holds = await Promise.all(Array.from({ length: 30 }, () => lockIn(directory).acquire()))
    expect(holds.filter((hold) => hold !== null)).toHaveLength(1)
    expect(await readdir(join(directory, '.weightlift'))).toEqual(['lock'])
  })

  it('names its owner for people who look', async () => {
    const directory = temporaryDirectory()
    await acquired(directory)
    expect(JSON.parse(await readFile(lockPath(directory), 'utf8'))).toMatchObject({
      pid: process.pid,
      hostname: hostname(),
    })
  })

  it('is storage-denied where no folder can be made', async () => {
    const file = join(temporaryDirectory(), 'file')
    await writeFile(file, '')
    expect(await thrownBy(lockIn(join(file, 'models')).acquire())).toMatchObject({ code: 'storage-denied' })
    const directory = temporaryDirectory()
    await symlink(temporaryDirectory(), join(directory, '.weightlift'))
    expect(await thrownBy(lockIn(directory).acquire())).toMatchObject({ code: 'storage-denied' })
  })
})

describe('an owner that died', () => {
  it('by kill -9 is replaced at once', async () => {
    const replace = async (): Promise<number> => {
      const directory = temporaryDirectory()
      const child = await startChild()
      expect(await order(child, { do: 'acquire', directory, atMs: 0 })).toBe(true)
      expect(await lockIn(directory).acquire()).toBeNull()
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
      const startedAt = performance.now()
      await acquired(directory)
      return performance.now() - startedAt
    }
    expect(await bestOf(1_000, replace)).toBeLessThan(1_000)
  })

  it.runIf(process.platform === 'linux')('is replaced even while nobody has reaped its process', async () => {
    const directory = temporaryDirectory()
    // The shell becomes a sleep, which never asks after its child.
    const parent = spawn('sh', [
      '-c',
      '"$0" -e "setTimeout(() => {}, 1e6)" & echo $!; exec sleep 1000',
      process.execPath,
    ])
    onTestFinished(() => void parent.kill('SIGKILL'))
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(line.toString())
    const stat = async () => (await readFile(`/proc/${pid}/stat`, 'latin1')).split(') ')[1]?.split(' ') ?? []
    await leave(directory, { pid, startedAt: (await stat())[19] })
    expect(await lockIn(directory).acquire()).toBeNull()
    process.kill(pid, 'SIGKILL')
    await eventually(async () => (await stat())[0]).toBe('Z')
    await acquired(directory)
  })

  it.runIf(process.platform === 'linux')('is replaced when its pid belongs to another process by now', async () => {
    const directory = temporaryDirectory()
    await leave(directory, { startedAt: '1' })
    await acquired(directory)
  })

  it('before this boot is replaced at once', async () => {
    const directory = temporaryDirectory()
    await leave(directory, { scope: 'another boot' }, 10 * 365 * 24 * 60 * 60 * 1000)
    await acquired(directory)
  })

  it('half-way through a take-over is replaced too', async () => {
    const directory = temporaryDirectory()
    const pid = await deadPid()
    await leave(directory, { pid })
    const taker = { ...(await identifyProcess()), pid, token: 'abadcafeabadcafe' }
    await writeFile(`${lockPath(directory)}.${TOKEN}`, JSON.stringify(taker))
    await acquired(directory)
    expect(JSON.parse(await readFile(lockPath(directory), 'utf8'))).toMatchObject({ pid: process.pid })
    expect(await readdir(join(directory, '.weightlift'))).toEqual(['lock'])
  })

  it('leaves its litter for the next owner to sweep', async () => {
    const directory = temporaryDirectory()
    await leave(directory, { pid: await deadPid() })
    const litter = [`${lockPath(directory)}.tmp-00ff00ff00ff`, `${lockPath(directory)}.00ff00ff00ff00ff`]
    for (const path of litter) {
      await writeFile(path, '{}')
      await utimes(path, 1, 1)
    }
    await acquired(directory)
    expect(await readdir(join(directory, '.weightlift'))).toEqual(['lock'])
  })
})

describe('an owner elsewhere, of which only the heartbeat is seen', () => {
  it('is alive while its lock was touched within the time', async () => {
    const directory = temporaryDirectory()
    await leave(directory, { hostname: 'another-machine', pid: 1 }, 200)
    expect(await lockIn(directory, FAST).acquire()).toBeNull()
  })

  it('is dead when it was not', async () => {
    const directory = temporaryDirectory()
    await leave(directory, { hostname: 'another-machine', pid: 1 }, 1000)
    await acquired(directory, FAST)
  })

  it('is alive when its heart beats, whatever its clock says', async () => {
    const directory = temporaryDirectory()
    const slowClockMs = 3_600_000
    await leave(directory, { hostname: 'another-machine', pid: 1 }, slowClockMs)
    const beat = setInterval(() => {
      const now = new Date(Date.now() - slowClockMs)
      utimes(lockPath(directory), now, now).catch(() => {})
    }, FAST.heartbeatMs)
    onTestFinished(() => clearInterval(beat))
    // While this process stands still, no heart beats.
    expect(await lockIn(directory, { ...FAST, staleMs: 1_500 }).acquire()).toBeNull()
  })
})

describe('a lock file that makes no sense', () => {
  it.each(['', '{"pid":', '[]', '{"pid":1,"token":"../../x","hostname":"a"}'])(
    'is replaced once it is not new any more: %s',
    async (text) => {
      const directory = temporaryDirectory()
      await leave(directory, text)
      expect(await lockIn(directory).acquire()).toBeNull()
      await leave(directory, text, 11_000)
      await acquired(directory)
    },
  )
})

describe('a hold', () => {
  it('keeps its file young', async () => {
    const directory = temporaryDirectory()
    const hold = await acquired(directory, FAST)
    let isLost = false
    hold.onLost(() => {
      isLost = true
    })
    await utimes(lockPath(directory), 1, 1)
    await eventually(async () => (await stat(lockPath(directory))).mtimeMs).toBeGreaterThan(Date.now() - 60_000)
    const foreigner = createNodeLock(createPlaces(directory), { ...FAST, staleMs: 60_000 })
    expect(await foreigner.acquire()).toBeNull()
    expect(isLost).toBe(false)
  })

  it.each(['vanishes', 'carries another token', 'makes no sense any more'])(
    'is lost, once, when its file %s',
    async (how) => {
      const directory = temporaryDirectory()
      const hold = await acquired(directory, FAST)
      let losses = 0
      hold.onLost(() => {
        losses += 1
      })
      if (how === 'vanishes') await rm(lockPath(directory))
      else await leave(directory, how === 'carries another token' ? {} : 'x')
      await eventually(() => losses).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 150))
      expect(losses).toBe(1)
      const late = new Promise<void>((resolve) => hold.onLost(resolve))
      await late
      await hold.release()
      expect(await readFile(lockPath(directory), 'utf8').catch(() => 'gone')).toEqual(
        how === 'vanishes' ? 'gone' : expect.any(String),
      )
    },
  )

  it('is not lost by being released', async () => {
    const directory = temporaryDirectory()
    const hold = await acquired(directory, FAST)
    let losses = 0
    hold.onLost(() => {
      losses += 1
    })
    await hold.release()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(losses).toBe(0)
  })

  it("releases nobody else's lock", async () => {
    const directory = temporaryDirectory()
    const hold = await acquired(directory)
    await leave(directory, {})
    await hold.release()
    expect(JSON.parse(await readFile(lockPath(directory), 'utf8'))).toMatchObject({ token: TOKEN })
  })

  it('leaves the file to one who is replacing it', async () => {
    const directory = temporaryDirectory()
    const hold = await acquired(directory)
    const { token } = JSON.parse(await readFile(lockPath(directory), 'utf8')) as LockRecord
    await writeFile(`${lockPath(directory)}.${token}`, JSON.stringify({ ...(await identifyProcess()), token: TOKEN }))
    await hold.release()
    expect(await readdir(join(directory, '.weightlift'))).toContain('lock')
  })
})

describe('a file system without hard links', () => {
  it('still lets only one of many make the file', async () => {
    const path = join(temporaryDirectory(), 'lock')
    const identity = await identifyProcess()
    const won = await Promise.all(
      Array.from({ length: 20 }, (_, at) => createWithoutLinks(path, { ...identity, token: `${at}`.padStart(8, '0') })),
    )
    expect(won.filter(Boolean)).toHaveLength(1)
  })
})

describe('several processes that ask in the same instant', () => {
  const situations: ReadonlyArray<readonly [string, (directory: string, pid: number) => Promise<void>]> = [
    ['nobody owned it', async () => {}],
    ['its owner is dead', (directory, pid) => leave(directory, { pid })],
    [
      'its owner is dead, and so is one who was taking over',
      async (directory, pid) => {
        await leave(directory, { pid })
        const taker = { ...(await identifyProcess()), pid, token: 'abadcafeabadcafe' }
        await writeFile(`${lockPath(directory)}.${TOKEN}`, JSON.stringify(taker))
      },
    ],
    ['its file is damaged', (directory) => leave(directory, '{', 60_000)],
  ]

  it('leave exactly one owner, in each of 52 rounds', { timeout: 120_000 }, async () => {
    const pid = await deadPid()
    const children = await Promise.all(Array.from({ length: 5 }, startChild))
    for (let round = 0; round < 52; round += 1) {
      const directory = temporaryDirectory()
      const [what, prepare] = situations[round % situations.length]!
      await prepare(directory, pid)
      const atMs = Date.now() + 15
      const won = await Promise.all(children.map((child) => order(child, { do: 'acquire', directory, atMs })))
      expect(won.filter(Boolean), `round ${round}, ${what}`).toHaveLength(1)
      expect(await readdir(join(directory, '.weightlift'))).toEqual(['lock'])
      await Promise.all(children.map((child) => order(child, { do: 'release' })))
      expect(await readdir(join(directory, '.weightlift'))).toEqual([])
    }
  })

  it('never own it two at a time while they come and go', { timeout: 120_000 }, async () => {
    const directory = temporaryDirectory()
    const children = await Promise.all(Array.from({ length: 4 }, startChild))
    let owners = 0
    let most = 0
    let turns = 0
    const until = Date.now() + 3000
    await Promise.all(
      children.map(async (child) => {
        while (Date.now() < until || turns <= 20) {
          if (!(await order(child, { do: 'acquire', directory, atMs: 0 }))) continue
          owners += 1
          turns += 1
          most = Math.max(most, owners)
          await new Promise((resolve) => setTimeout(resolve, 2))
          owners -= 1
          await order(child, { do: 'release' })
        }
      }),
    )
    expect(most).toBe(1)
    expect(turns).toBeGreaterThan(20)
  })
})
