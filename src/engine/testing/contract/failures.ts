import type { ErrorCode } from '../../core/errors.js'
import type { ContractModels } from './harness.js'
import { type Bench, type Chapter, historyOf } from './suite.js'

/** What goes wrong for good, by the error's code. */
const FINAL = {
  notFound: { code: 'not-found', action: 'check-url' },
  unauthorized: { code: 'unauthorized', action: 'sign-in' },
  badDigest: { code: 'checksum-mismatch', action: 'retry' },
  badSize: { code: 'size-mismatch', action: 'check-url' },
} as const satisfies Partial<Record<keyof ContractModels, { code: ErrorCode; action: string }>>

/** What may be well again in a while, by the codes that say so. */
const PASSING = {
  unreachable: ['network'],
  page: ['captive-portal'],
  short: ['size-mismatch', 'network'],
} as const satisfies Partial<Record<keyof ContractModels, readonly ErrorCode[]>>

/** Errors with codes, and what is left behind. */
export const failures: Chapter = ({ describe, test, expect }) => {
  describe('failures', () => {
    for (const [name, { code, action }] of Object.entries(FINAL) as [
      keyof typeof FINAL,
      (typeof FINAL)['notFound'],
    ][]) {
      test(`fails with ${code}, says what to do, and leaves nothing that looks usable`, async (bench) => {
        const model = bench.models[name]
        await bench.client().download(model)
        await bench.untilStatus(model.id, 'failed')
        const failed = bench.download(model.id)
        expect(failed).toMatchObject({ error: { code, action, retryable: false }, bytesPerSecond: null, reason: null })
        expect((failed?.error?.message ?? '').length).toBeGreaterThan(20)
        await checkUnusable(bench, model)
      })
    }

    for (const [name, codes] of Object.entries(PASSING) as [keyof typeof PASSING, readonly ErrorCode[]][]) {
      test(`waits and tries again on ${codes.join(' or ')}`, async (bench) => {
        const model = bench.models[name]
        await bench.client().download(model)
        await bench.untilStatus(model.id, 'waiting')
        const waiting = bench.download(model.id)
        expect(codes).toContain(waiting?.error?.code)
        expect(waiting).toMatchObject({ error: { retryable: true }, bytesPerSecond: null, timeLeftMs: null })
        expect(waiting?.attempt).toBeGreaterThan(0)
        await checkUnusable(bench, model)
      })
    }

    test('goes on after a failure when it is told to and the cause is gone', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.mendable
      await client().download(models.mendable)
      await bench.untilStatus(id, 'failed')
      await client().retry(id)
      await bench.untilStatus(id, 'failed')
      await subject.mend()
      await client().retry(id)
      await bench.untilStatus(id, 'completed')
      expect(bench.download(id)).toMatchObject({ error: null, attempt: 0 })
    })

    test('never shows a query of a URL, which may hold a secret', async (bench) => {
      const { models, client } = bench
      const seen = bench.record()
      const url = `${models.small.url}-gone?signature=s3cret`
      await client().download({ id: 'signed', url })
      await bench.untilStatus('signed', 'failed', 'waiting')
      expect(JSON.stringify(seen).includes('s3cret')).toBe(false)
      expect(historyOf(seen, 'signed').length).toBeGreaterThan(0)
    })

    test(
      'does not let one failure hold up another download',
      async (bench) => {
        const { models, client } = bench
        await client().download(models.notFound)
        await client().download(models.unreachable)
        await client().download(models.small)
        await bench.untilStatus(models.small.id, 'completed')
      },
      { concurrency: 1 },
    )
  })

  async function checkUnusable({ client }: Bench, model: ContractModels['notFound']): Promise<void> {
    const { status, verified } = await client().availability(model)
    expect(['missing', 'partial', 'downloading']).toContain(status)
    expect(verified).toBe(false)
    expect(await client().locate(model.id)).toBe(null)
  }
}
