import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { retryBusy, syncFolder } from '../../../src/engine/node/durable.js'
import { temporaryDirectory } from './temporary-directory.js'

const failing = (code: string, times: number) => {
  let calls = 0
  const operation = async (): Promise<string> => {
    calls += 1
    if (calls <= times) throw Object.assign(new Error(code), { code })
    return 'done'
  }
  return { operation, calls: () => calls }
}

describe('retryBusy', () => {
  it.each(['EPERM', 'EBUSY', 'EACCES'])('gets past a file that answers %s for a moment', async (code) => {
    const { operation, calls } = failing(code, 2)
    expect(await retryBusy(operation, [1, 1, 1])).toBe('done')
    expect(calls()).toBe(3)
  })

  it('gives up after the last delay with the error of the system', async () => {
    const { operation, calls } = failing('EBUSY', 99)
    await expect(retryBusy(operation, [1, 1])).rejects.toMatchObject({ code: 'EBUSY' })
    expect(calls()).toBe(3)
  })

  it('does not repeat what will not change', async () => {
    const { operation, calls } = failing('ENOENT', 99)
    await expect(retryBusy(operation, [1, 1])).rejects.toMatchObject({ code: 'ENOENT' })
    expect(calls()).toBe(1)
  })
})

describe('syncFolder', () => {
  it('flushes a folder, and tells when there is none', async () => {
    const directory = temporaryDirectory()
    await expect(syncFolder(directory)).resolves.toBeUndefined()
    await expect(syncFolder(join(directory, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
