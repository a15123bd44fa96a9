import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { temporaryDirectory } from '../engine/node/temporary-directory.js'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { flipBitAt, requireAuthorization, status } from '../server/faults.js'
import { builtCommand } from './built-command.js'
import { type Ended, type Running, startCommand } from './run-command.js'
import { type StuckDisk, stickDisk } from './stuck-disk.js'

const MIB = 2 ** 20
const SMALL = 300_000
const LARGE = 24 * MIB

let main: string
let directory: string
let server: ModelServer

beforeAll(async () => {
  main = await builtCommand()
}, 300_000)

beforeEach(async () => {
  directory = temporaryDirectory()
  server = await createModelServer({
    files: {
      '/small.bin': { generate: SMALL, seed: 1 },
      '/other.bin': { generate: SMALL, seed: 2 },
      '/large.bin': { generate: LARGE, seed: 3 },
    },
  })
  const opened = server
  onTestFinished(() => opened.close())
})

function start(args: readonly string[], env?: Record<string, string>): Running {
  const running = startCommand(main, args, { cwd: directory, ...(env === undefined ? {} : { env }) })
  onTestFinished(() => {
    running.child.kill('SIGKILL')
  })
  return running
}

/** Settles when the journal vouches for some of the large file. */
function isCommitted(): Promise<void> {
  const journalled = (): string => readFileSync(fileAt('.weightlift/model.large.json'), 'utf8')
  return vi.waitFor(() => expect(journalled()).toMatch(/"ranges":\[\[0,[1-9]/), { timeout: 20_000 })
}

/** The command in a shell, with what a shell can do around it. */
async function inShell(words: string): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn('bash', ['-o', 'pipefail', '-c', `"$NODE" "$MAIN" ${words}`], {
    cwd: directory,
    env: { PATH, HOME, NODE: process.execPath, MAIN: main },
  })
  const [out, err, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { out, err, code: code as number, signal: signal as null }
}

const run = (args: readonly string[], env?: Record<string, string>): Promise<Ended> => start(args, env).ended

const fileAt = (path: string): string => join(directory, 'models', path)

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

describe('weightlift pull', () => {
  it('fetches the file of a URL, prints where it is, and says in plain lines how it went', async () => {
    const { code, out, err } = await run([
      'pull',
      `${server.url}/small.bin`,
      '--sha256',
      await server.sha256('/small.bin'),
    ])
    expect({ code, out }).toEqual({ code: 0, out: `${fileAt('small/small.bin')}\n` })
    expect(err).toContain('small: complete, 300 kB')
    expect(err.includes('\u001b') || err.includes('\r')).toBe(false)
    expect(sha256(fileAt('small/small.bin'))).toBe(await server.sha256('/small.bin'))
  })

  it('fetches the models of a file, to the directory of the option or the environment', async () => {
    const models = ['small', 'other'].map((id) => ({ id, url: `${server.url}/${id}.bin` }))
    writeFileSync(join(directory, 'models.json'), JSON.stringify(models))
    const given = await run(['pull', 'models.json', '--dir', 'here'])
    expect(given.out.split('\n').filter(Boolean).sort()).toEqual(
      [join(directory, 'here/other/other.bin'), join(directory, 'here/small/small.bin')].sort(),
    )
    const { code, out } = await run(['pull', `${server.url}/small.bin`], { WEIGHTLIFT_DIR: join(directory, 'there') })
    expect({ code, out }).toEqual({ code: 0, out: `${join(directory, 'there/small/small.bin')}\n` })
  })

  it('parks at Ctrl-C, says how to go on, and goes on from there', async () => {
    server.setLine('/large.bin', 8 * MIB)
    const args = ['pull', `${server.url}/large.bin`, '--sha256', await server.sha256('/large.bin')]
    const first = start(args)
    await first.says(/large: [1-9]\d%/)
    first.child.kill('SIGINT')
    const parked = await first.ended
    expect(parked).toMatchObject({ code: 130, signal: null, out: '' })
    expect(parked.err).toContain('Run the same command again and it goes on from here')
    const before = server.requests.length
    server.setLine('/large.bin', null)
    expect((await run(args)).code).toBe(0)
    expect(sha256(fileAt('large/large.bin'))).toBe(args.at(-1))
    const starts = server.requests.slice(before).map(({ rangeStart }) => rangeStart ?? 0)
    expect(starts.length).toBeGreaterThan(0)
    expect(Math.min(...starts)).toBeGreaterThan(0)
  })

  describe('while the disk keeps it from parking', () => {
    it('waits for the disk, then parks', async () => {
      const { pulling, disk } = await pullingOnStuckDisk()
      pulling.child.kill('SIGINT')
      await disk.isWaitedFor()
      expect(pulling.err()).toContain('Ctrl-C again ends at once')
      await disk.answer()
      const { code, err } = await pulling.ended
      expect({ code, err }).toEqual({ code: 130, err: expect.stringContaining('Parked.') })
    })

    it.each(['SIGINT', 'SIGTERM'] as const)('ends at once at a second signal, %s', async (signal) => {
      const { pulling, disk } = await pullingOnStuckDisk()
      pulling.child.kill('SIGINT')
      await disk.isWaitedFor()
      pulling.child.kill(signal)
      const ended = await pulling.ended
      expect(ended).toMatchObject({ code: null, signal })
      expect(ended.err).not.toContain('Parked.')
    })

    async function pullingOnStuckDisk(): Promise<{ pulling: Running; disk: StuckDisk }> {
      server.setLine('/large.bin', 4 * MIB)
      const pulling = start(['pull', `${server.url}/large.bin`])
      await pulling.says(/large: \d+%/)
      return { pulling, disk: stickDisk(join(directory, 'models')) }
    }
  })

  it('fetches on when nobody reads any more how it goes', async () => {
    server.setLine('/large.bin', 16 * MIB)
    const { out } = await inShell(`pull ${server.url}/large.bin 2>&1 >path | head -n 1`)
    expect(out).toMatch(/^large: \d+%/)
    expect(readFileSync(join(directory, 'path'), 'utf8')).toBe(`${fileAt('large/large.bin')}\n`)
  })

  it('takes a digest as other tools write it, and says that a model is here already', async () => {
    const digest = await server.sha256('/small.bin')
    const args = ['pull', `${server.url}/small.bin`, '--give-up', '9999999999', '--sha256']
    expect(await run([...args, `sha256:${digest.toUpperCase()}`])).toMatchObject({ code: 0 })
    const asked = server.requests.length
    const again = await run([...args, digest])
    expect(again).toMatchObject({ code: 0, out: `${fileAt('small/small.bin')}\n` })
    expect(again.err).toContain('small: is here already, nothing is fetched')
    expect(again.err).not.toContain('Warning')
    expect(server.requests).toHaveLength(asked)
  })

  it('goes on after a kill', async () => {
    server.setLine('/large.bin', 2 * MIB)
    const args = ['pull', `${server.url}/large.bin`, '--sha256', await server.sha256('/large.bin')]
    const first = start(args)
    await isCommitted()
    first.child.kill('SIGKILL')
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL' })
    server.setLine('/large.bin', null)
    const { code, err } = await run(args)
    expect(code).toBe(0)
    expect(err).toMatch(/^large: goes on from [1-9]\d*% .* of 25.2 MB$/m)
    expect(sha256(fileAt('large/large.bin'))).toBe(args.at(-1))
  })

  it('leaves what an app left half-way as it is', async () => {
    server.setLine('/large.bin', 4 * MIB)
    const parked = start(['pull', `${server.url}/large.bin`])
    await parked.says(/large: [1-9]\d%/)
    parked.child.kill('SIGTERM')
    expect((await parked.ended).code).toBe(143)
    const asked = server.requests.length
    expect((await run(['pull', `${server.url}/small.bin`])).code).toBe(0)
    expect(server.requests.slice(asked).map(({ path }) => path)).toEqual(['/small.bin'])
    const { models } = JSON.parse((await run(['ls', '--json'])).out) as { models: { id: string; status: string }[] }
    expect(models.map(({ id, status }) => [id, status]).sort()).toEqual([
      ['large', 'partial'],
      ['small', 'complete'],
    ])
  })

  it('holds a limit', async () => {
    const began = Date.now()
    const { code } = await run(['pull', `${server.url}/small.bin`, '--limit', '150k', '--connections', '1'])
    expect(code).toBe(0)
    expect(Date.now() - began).toBeGreaterThan(1_000)
  })

  it('sends headers of the options and of the environment to the server that the model names', async () => {
    server.setFaults({ fault: requireAuthorization('Bearer s3cret') })
    const args = ['pull', `${server.url}/small.bin`]
    const refused = await run(args)
    expect(refused.code).toBe(4)
    expect((await run([...args, '--header', 'Authorization: Bearer s3cret'])).code).toBe(0)
    const given = await run(['pull', `${server.url}/other.bin`], {
      WEIGHTLIFT_HEADERS: 'X-A: 1\nAuthorization: Bearer s3cret\n',
    })
    expect(given.code).toBe(0)
    expect(server.requests.at(-1)?.headers).toMatchObject({ 'x-a': '1' })
    expect(given.out + given.err + refused.err).not.toContain('s3cret')
  })

  it('goes through the proxy of the environment', async () => {
    const asked: string[] = []
    const proxy = createServer((request, response) => {
      asked.push(request.url ?? '')
      const body = Buffer.alloc(1000, 7)
      response.writeHead(200, { 'content-length': body.length })
      response.end(body)
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void proxy.close())
    const { port } = proxy.address() as AddressInfo
    const url = 'http://models.example/m.bin'
    const { code, err } = await run(['pull', url, '--insecure-http'], { HTTP_PROXY: `http://127.0.0.1:${port}` })
    expect({ code, err }).toMatchObject({ code: 0 })
    expect(asked).toContain(url)
  })
})

describe('exit codes', () => {
  it.each([
    ['2 for an option that does not exist', ['pull', 'https://models.example/a.bin', '--colour'], 2, /unknown option/],
    ['2 for a limit that is none', ['pull', 'https://models.example/a.bin', '--limit', 'fast'], 2, /500k, 2M/],
    ['2 for a model file that is not there', ['pull', 'nowhere.json'], 2, /no file "nowhere\.json"/],
    ['2 for a URL that is not allowed', ['pull', 'http://models.example/a.bin'], 2, /insecure-url/],
    ['2 for no command', [], 2, /Usage: weightlift/],
    ['2 for a URL that cannot be read', ['pull', 'https:// x'], 2, /looks like a URL is none.*in quotes/],
    ['2 for a folder in the place of a file', ['pull', '.'], 2, /"." is a folder, not a file/],
    ['2 for a digest that is none', ['pull', 'https://models.example/a.bin', '--sha256', 'abc'], 2, /64 hexadecimal/],
    ['2 for what can be read without end', ['manifest', '/dev/zero'], 2, /neither a file nor a folder/],
    ['6 for a file that cannot be read', ['manifest', '/proc/self/mem'], 6, /cannot be read \(E/],
    ['2 for a port that is none', ['serve', '--port', '99999'], 2, /0 to 65535/],
    ['2 for a page that is none', ['serve', '--origin', 'my page'], 2, /http:\/\/localhost:5173/],
    ['2 for a token that can be guessed', ['serve', '--port', '0', '--token', 'short'], 2, /at least 16 characters/],
    ['2 for an address that is not here', ['serve', '--port', '0', '--host', '192.0.2.1'], 2, /another --host/],
    ['2 for an origin that is none, over stdio', ['serve', '--stdio', '--allow-url', 'me'], 2, /which is no origin/],
    ['8 for a model that is not here', ['rm', 'nobody'], 8, /unknown-download/],
    ['8 for a model that is not here to verify', ['verify', 'nobody'], 8, /weightlift ls/],
    ['0 for help', ['--help'], 0, /pull .*fetch models/s],
    ['0 for the version', ['--version'], 0, /^\d+\.\d+\.\d+\n$/],
  ])('is %s', async (_, args, code, says) => {
    const ended = await run(args)
    expect(ended.code).toBe(code)
    expect(ended.out + ended.err).toMatch(says)
  })

  it('is 4 for a file that is not there, with words on what to do', async () => {
    const { code, out, err } = await run(['pull', `${server.url}/gone.bin?key=s3cret`])
    expect({ code, out }).toEqual({ code: 4, out: '' })
    expect(err).toMatch(/weightlift: gone: .{20,}\(not-found\)/)
    expect(err).not.toContain('s3cret')
  })

  it('is 5 for a file with another digest', async () => {
    const { code, err } = await run(['pull', `${server.url}/small.bin`, '--sha256', 'ab'.repeat(32)])
    expect(code).toBe(5)
    expect(err).toContain('checksum-mismatch')
  })

  it('is 3 when nothing came for as long as one would wait', async () => {
    server.setFaults({ fault: status(503) })
    const { code, err } = await run(['pull', `${server.url}/small.bin`, '--give-up', '2'])
    expect(code).toBe(3)
    expect(err).toContain('waiting: that failed; tries again')
  })

  it('is 2 for a header of the environment that is none, and does not say it', async () => {
    const { code, out, err } = await run(['pull', `${server.url}/small.bin`], { WEIGHTLIFT_HEADERS: 's3cret' })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('WEIGHTLIFT_HEADERS has a line that is no header')
    expect(err).not.toContain('s3cret')
  })

  it.each([
    ['a user and a password', 'https://me:s3cret@models.example/a.bin'],
    ['a password in what cannot be read', 'https://me:s3cret@ /a.bin'],
  ])('is 2 for a URL with %s, and does not say them', async (_, url) => {
    const { code, out, err } = await run(['pull', url])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).not.toContain('s3cret')
  })

  it('is 6 for an answer that cannot be written, and 0 for one that nobody reads to its end', async () => {
    writeFileSync(join(directory, 'model.bin'), Buffer.alloc(2_000))
    const manifest = (to: string): Promise<Ended> => inShell(`manifest model.bin --block-size 1 ${to}`)
    const full = await manifest('> /dev/full')
    expect(full).toMatchObject({ code: 6, err: expect.stringMatching(/could not be written \(ENOSPC\)/) })
    expect(await manifest('| head -c 1')).toMatchObject({ code: 0, out: '{' })
  })

  it('is 6 for a directory that cannot be made', async () => {
    writeFileSync(join(directory, 'file'), '')
    const { code, err } = await run(['pull', `${server.url}/small.bin`, '--dir', 'file/models'])
    expect(code).toBe(6)
    expect(err).toMatch(/storage-/)
  })

  it('is 7 where another process uses the directory', async () => {
    server.setLine('/large.bin', 2 * MIB)
    const pulling = start(['pull', `${server.url}/large.bin`])
    await pulling.says(/large: \d+%/)
    await isCommitted()
    const { code, err } = await run(['rm', 'large'])
    expect(code).toBe(7)
    expect(err).toContain('locked')
    expect(await run(['pull', `${server.url}/small.bin`, '--give-up', '1'])).toMatchObject({ code: 7, out: '' })
    expect((await run(['ls'])).out).toMatch(/^large +partial /m)
  })
})

describe('weightlift ls, verify and rm', () => {
  it('list, prove, repair and delete', async () => {
    const digest = await server.sha256('/small.bin')
    expect(await run(['ls'])).toMatchObject({ out: '', err: expect.stringContaining('no model in models') })
    expect(await run(['verify'])).toMatchObject({ code: 0, out: '', err: expect.stringContaining('no complete model') })
    expect(existsSync(join(directory, 'models'))).toBe(false)
    await run(['pull', `${server.url}/small.bin`, '--sha256', digest])
    const listed = await run(['ls'])
    expect(listed.out).toMatch(/^MODEL +STATUS +SIZE +CHANGED\nsmall +complete +300 kB +\d+ sec ago\n$/)
    expect(await run(['verify'])).toMatchObject({ code: 0, out: 'small: ok\n' })
    const bytes = readFileSync(fileAt('small/small.bin'))
    bytes[1000] = (bytes[1000] as number) ^ 1
    writeFileSync(fileAt('small/small.bin'), bytes)
    expect(await run(['verify', 'small'])).toMatchObject({ code: 0, out: 'small: was damaged, repaired\n' })
    expect(sha256(fileAt('small/small.bin'))).toBe(digest)
    expect(await run(['rm', 'small'])).toMatchObject({ code: 0, out: '' })
    expect(existsSync(fileAt('small/small.bin'))).toBe(false)
    expect((await run(['ls'])).out).toBe('')
  })

  it('list, repair and delete a model that somebody cut short', async () => {
    await run(['pull', `${server.url}/small.bin`])
    writeFileSync(fileAt('small/small.bin'), 'short')
    expect((await run(['ls'])).out).toMatch(/^small +partial +5 bytes of 300 kB/m)
    expect(await run(['verify', 'small'])).toMatchObject({ code: 0, out: 'small: was damaged, repaired\n' })
    expect((await run(['ls'])).out).toMatch(/^small +complete, unverified +300 kB/m)
    writeFileSync(fileAt('small/small.bin'), 'short')
    expect(await run(['rm', 'small'])).toMatchObject({ code: 0 })
    expect((await run(['ls'])).out).toBe('')
  })

  it('says with 5 that a damaged model cannot be repaired', async () => {
    await run(['pull', `${server.url}/small.bin`, '--sha256', await server.sha256('/small.bin')])
    writeFileSync(fileAt('small/small.bin'), Buffer.alloc(SMALL))
    server.setFaults({ fault: flipBitAt(9) })
    const { code, err } = await run(['verify', 'small'])
    expect(code).toBe(5)
    expect(err).toContain('checksum-mismatch')
  })
})

describe('weightlift manifest', () => {
  it('describes a file by size, digest and blocks, so that it can be pulled', async () => {
    const made = await run(['pull', `${server.url}/large.bin`])
    const url = `${server.url}/large.bin`
    const { code, out } = await run([
      'manifest',
      made.out.trim(),
      '--url',
      url,
      '--id',
      'org/large',
      '--block-size',
      '1Mi',
    ])
    expect(code).toBe(0)
    const model = JSON.parse(out) as { sha256: string; blocks: { size: number; sha256: string[] } }
    expect(model).toMatchObject({ id: 'org/large', url, path: 'large.bin', size: LARGE, blocks: { size: MIB } })
    expect(model.sha256).toBe(await server.sha256('/large.bin'))
    expect(model.blocks.sha256).toHaveLength(24)
    expect(model.blocks.sha256[3]).toBe(
      createHash('sha256')
        .update(readFileSync(made.out.trim()).subarray(3 * MIB, 4 * MIB))
        .digest('hex'),
    )
    writeFileSync(join(directory, 'model.json'), out)
    expect((await run(['pull', 'model.json'])).out).toBe(`${fileAt('org--large/large.bin')}\n`)
  })

  it('makes an id of whatever a file or a folder is called', async () => {
    mkdirSync(join(directory, 'my models v1.5'))
    writeFileSync(join(directory, 'my models v1.5/größe 🦙.gguf'), 'x')
    const idOf = async (path: string): Promise<unknown> => JSON.parse((await run(['manifest', path])).out).id
    expect(await idOf('my models v1.5')).toBe('my-models-v1.5')
    expect(await idOf('my models v1.5/größe 🦙.gguf')).toBe('gr-e')
  })

  it('describes a folder as a model of several files', async () => {
    mkdirSync(join(directory, 'voice/onnx'), { recursive: true })
    writeFileSync(join(directory, 'voice/config.json'), '{}')
    writeFileSync(join(directory, 'voice/onnx/a b.onnx'), Buffer.alloc(10))
    const { out, code } = await run(['manifest', 'voice/', '--url', 'https://models.example/voice/'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      id: 'voice',
      files: [
        { path: 'config.json', url: 'https://models.example/voice/config.json', size: 2 },
        { path: 'onnx/a b.onnx', url: 'https://models.example/voice/onnx/a%20b.onnx', size: 10 },
      ],
    })
  })
})

describe('weightlift serve', () => {
  it('offers an engine over HTTP to whoever brings its token, and parks at Ctrl-C', async () => {
    writeFileSync(join(directory, 'model.json'), JSON.stringify({ id: 'small', url: `${server.url}/small.bin` }))
    const serving = start(['serve', '--port', '0', '--catalog', 'model.json', '--allow', 'remove,locate'])
    await serving.says(/Serving/)
    const [, url = ''] = /^(http:\S+)$/m.exec(serving.out()) ?? []
    const [, token = ''] = /^token (\S+)$/m.exec(serving.out()) ?? []
    expect((await fetch(url)).status).toBe(401)
    const { connectHttpEngine } = await import('../../src/engine/http/index.js')
    const { createClient } = await import('../../src/engine/core/client.js')
    const engine = connectHttpEngine({ url, token })
    const client = createClient(engine)
    await client.download({ id: 'small' })
    const { files } = await client.whenCompleted('small')
    expect(files[0]?.location).toBe(fileAt('small/small.bin'))
    await engine.close()
    serving.child.kill('SIGINT')
    expect(await serving.ended).toMatchObject({ code: 0 })
  })

  it('says with 2 that a port is taken', async () => {
    const { code, err } = await run(['serve', '--port', String(server.port)])
    expect(code).toBe(2)
    expect(err).toContain('EADDRINUSE')
  })
})
