import {
  COMMAND_TYPES,
  type Command,
  type CommandType,
  QUERY_TYPES,
  type Query,
  type QueryType,
} from '../../core/command.js'
import type { ModelInput } from '../../core/model.js'
import type { Settings } from '../../core/snapshot.js'
import type { ContractModels } from './harness.js'
import type { Chapter } from './suite.js'

const URL_OF_ANY = 'https://models.example/model.bin'

const BAD_IDS: Readonly<Record<string, string>> = {
  'leaves its directory': '../x',
  'has a drive letter': 'C:\\x',
  'is an absolute path': '/etc/passwd',
  'is a reserved name': 'con',
  'is empty': '',
  'has 300 characters': 'x'.repeat(300),
  'holds a NUL': 'a\u0000b',
}

const BAD_PATHS = ['../../x', '/etc/passwd', 'a/../../b', 'C:\\x', 'nul', '', 'a\u0000b']

/** What an engine must not do, and how it says so. */
export const refusals: Chapter = ({ describe, test, expect }) => {
  describe('refusals', () => {
    for (const [what, id] of Object.entries(BAD_IDS)) {
      test(`refuses a model whose id ${what} with invalid-model`, async ({ outcome, snapshot }) => {
        const before = snapshot().order
        expect(await outcome({ type: 'download', model: { id, url: URL_OF_ANY } })).toBe('invalid-model')
        expect(snapshot().order).toEqual(before)
      })
    }

    test('refuses a path that could leave the model with invalid-model', async ({ outcome, snapshot }) => {
      for (const path of BAD_PATHS) {
        const model = { id: 'm', files: [{ path, url: URL_OF_ANY }] }
        expect(await outcome({ type: 'download', model }), JSON.stringify(path)).toBe('invalid-model')
      }
      expect(snapshot().order).toEqual([])
    })

    for (const url of ['file:///etc/passwd', 'ftp://models.example/model.bin', 'data:,x', 'javascript:0']) {
      test(`refuses the URL ${url} with insecure-url`, async ({ outcome, snapshot }) => {
        expect(await outcome({ type: 'download', model: { id: 'm', url } })).toBe('insecure-url')
        expect(snapshot().order).toEqual([])
      })
    }

    test('refuses what makes no sense, and does not fall over', async ({ subject, snapshot, outcome }) => {
      const nonsense = [null, 7, 'pause', {}, { type: 'explode' }, { type: 'pause' }, { type: 'download' }] as unknown[]
      for (const command of nonsense) {
        expect((await subject.engine.dispatch(command as Command)).ok, JSON.stringify(command)).toBe(false)
      }
      const wrong = { id: 'm', url: URL_OF_ANY, sha256: 'not a digest' }
      expect(await outcome({ type: 'download', model: wrong })).toBe('invalid-model')
      expect((await subject.engine.query({ type: 'meaning' } as unknown as Query)).ok).toBe(false)
      expect(snapshot().order).toEqual([])
    })

    test('refuses a command about a download that is not there with unknown-download', async (bench) => {
      const { commands } = bench.snapshot().capabilities
      const about = (
        ['pause', 'resume', 'cancel', 'retry', 'remove', 'prioritize', 'move', 'verify', 'discard'] as const
      ).filter((type) => commands.includes(type))
      for (const type of about) {
        expect(await bench.outcome(commandOf(type, bench.models, 'nobody-asked')), type).toBe('unknown-download')
      }
    })

    test('refuses each command that it does not list with unsupported', async (bench) => {
      const { models, snapshot, outcome } = bench
      await bench.client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      for (const type of COMMAND_TYPES.filter((type) => !snapshot().capabilities.commands.includes(type))) {
        expect(await outcome(commandOf(type, models, models.small.id)), type).toBe('unsupported')
      }
    })

    test('answers each query that it lists, and refuses the others with unsupported', async ({
      subject,
      models,
      snapshot,
    }) => {
      for (const type of QUERY_TYPES) {
        const answer = await subject.engine.query(queryOf(type, models.small))
        if (snapshot().capabilities.queries.includes(type)) expect(answer, type).toMatchObject({ ok: true })
        else expect(answer, type).toMatchObject({ ok: false, error: { code: 'unsupported' } })
      }
    })

    test('changes each setting that it lists, and refuses the others with unsupported', async ({
      snapshot,
      outcome,
    }) => {
      const { commands, settings } = snapshot().capabilities
      if (!commands.includes('configure')) return
      const wanted: Settings = {
        concurrency: 3,
        connections: 4,
        bytesPerSecondLimit: 1_000_000,
        schedule: {
          timeZone: null,
          windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', bytesPerSecondLimit: null }],
        },
        metered: 'wait',
      }
      for (const [name, value] of Object.entries(wanted)) {
        const isListed = settings.some((setting) => setting === name)
        const result = await outcome({ type: 'configure', settings: { [name]: value } })
        expect(result, name).toBe(isListed ? 'taken' : 'unsupported')
        if (isListed) expect(snapshot().settings).toMatchObject({ [name]: value })
      }
      if (!settings.includes('concurrency')) return
      expect(await outcome({ type: 'configure', settings: { concurrency: 0 } })).toBe('invalid-command')
      expect(snapshot().settings.concurrency).toBe(3)
    })
  })
}

function commandOf(type: CommandType, models: ContractModels, id: string): Command {
  switch (type) {
    case 'download':
      return { type, model: models.small }
    case 'prioritize':
      return { type, id, priority: 'essential' }
    case 'move':
      return { type, id, beforeId: null }
    case 'adopt':
      return { type, model: models.small, location: '/tmp/model.bin' }
    case 'check':
      return { type, model: { id } }
    case 'sweep':
      return { type, olderThanMs: 0 }
    case 'configure':
      return { type, settings: {} }
    case 'yield':
      return { type, holder: 'test', reason: 'test', bytesPerSecondLimit: 1_000_000 }
    default:
      return { type, id }
  }
}

function queryOf(type: QueryType, model: ModelInput): Query {
  if (type === 'storage') return { type }
  return type === 'locate' ? { type, id: model.id } : { type, model }
}
