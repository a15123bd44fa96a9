import { open } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../src/engine/core/errors.js'
import { storageError } from '../../../src/engine/node/storage-error.js'
import { thrownBy } from './thrown-by.js'

const system = (code: string) => Object.assign(new Error(`${code}: words of the system`), { code })

describe('storageError', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'storage-denied'],
    ['EPERM', 'storage-denied'],
    ['EROFS', 'storage-denied'],
    ['ENOTDIR', 'storage-denied'],
    ['ELOOP', 'storage-denied'],
    ['EIO', 'storage-io'],
    ['EMFILE', 'storage-io'],
    ['EFBIG', 'storage-io'],
    ['EWHATEVER', 'storage-io'],
  ])('makes %s a %s that says where and what to do', (code, expected) => {
    const error = storageError(system(code), 'write the partial file', '/models/m/a.part')
    expect(error).toMatchObject({ name: 'EngineError', code: expected })
    expect(error.message).toContain('/models/m/a.part')
    expect(error.message).toMatch(/retry|choose another directory/)
    expect(error.message).not.toContain('words of the system')
  })

  it('says of a full disk that space is to be freed and nothing is lost', () => {
    const error = storageError(system('ENOSPC'), 'write', '/models')
    expect(error.action).toBe('free-space')
    expect(error.message).toMatch(/kept.*Free some space/)
  })

  it('leaves an EngineError as it is, and takes a fallback for what it does not know', () => {
    const own = new EngineError('closed', 'Closed.')
    expect(storageError(own, 'write', '/models')).toBe(own)
    expect(storageError(system('ENOENT'), 'write', '/models', 'storage-denied').code).toBe('storage-denied')
    expect(storageError('no error at all', 'write', '/models').code).toBe('storage-io')
  })

  it("understands the system's own error for a full device", async () => {
    const full = await open('/dev/full', 'w')
    const error = await thrownBy(full.writev([Buffer.from('a')]))
    await full.close()
    expect(storageError(error, 'write', '/dev/full').code).toBe('disk-full')
  })
})
