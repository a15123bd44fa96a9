import { describe, expect, it } from 'vitest'
import { isEngineError } from '../../../src/engine/core/errors.js'
import { parseModel } from '../../../src/engine/core/parse-model.js'

const SHA = 'ab'.repeat(32)
const url = 'https://models.test/dir/model.onnx'

function refusal(input: unknown): { code: string; message: string } {
  try {
    parseModel(input)
  } catch (error) {
    if (isEngineError(error)) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('It was taken.')
}

describe('parseModel', () => {
  it('refuses sizes whose sum no listener could read', () => {
    const size = Number.MAX_SAFE_INTEGER
    const files = [
      { path: 'a', url, size },
      { path: 'b', url, size },
    ]
    expect(refusal({ id: 'm', files })).toMatchObject({
      code: 'invalid-model',
      message: expect.stringContaining('add up'),
    })
    expect(parseModel({ id: 'm', files: files.slice(1) }).files).toHaveLength(1)
  })

  it('writes a model of one file in the one form, with null for what is unknown', () => {
    expect(parseModel({ id: 'm', url })).toEqual({
      id: 'm',
      name: null,
      revision: null,
      files: [{ path: 'model.onnx', urls: [url], size: null, sha256: null, blocks: null }],
    })
  })

  it('keeps path, mirrors, size, digest, blocks and name', () => {
    const blocks = { size: 60, sha256: [SHA, SHA.toUpperCase()] }
    const urls = [url, 'https://mirror.test/model.onnx']
    const input = { id: 'm', name: 'A model', path: 'x/y.onnx', urls, size: 100, sha256: SHA.toUpperCase(), blocks }
    expect(parseModel(input)).toEqual({
      id: 'm',
      name: 'A model',
      revision: null,
      files: [{ path: 'x/y.onnx', urls, size: 100, sha256: SHA, blocks: { size: 60, sha256: [SHA, SHA] } }],
    })
  })

  it('keeps the revision, and refuses one that is no short text', () => {
    expect(parseModel({ id: 'm', url, revision: 'v1' }).revision).toBe('v1')
    for (const revision of [1, '', 'x'.repeat(201)])
      expect(() => parseModel({ id: 'm', url, revision })).toThrow('revision')
  })

  it('keeps the files of a model in their order', () => {
    const files = [
      { path: 'b.bin', url },
      { path: 'a/c.bin', url, size: 7 },
    ]
    expect(parseModel({ id: 'm', files }).files.map(({ path, size }) => [path, size])).toEqual([
      ['b.bin', null],
      ['a/c.bin', 7],
    ])
  })

  it('takes a size of 0 at its word only where a digest bears it out', () => {
    const sizeOf = (fields: object): unknown => parseModel({ id: 'm', url, size: 0, ...fields }).files[0]?.size
    expect(sizeOf({})).toBeNull()
    expect(sizeOf({ sha256: SHA })).toBe(0)
  })

  it('gives a model without files for a bare reference', () => {
    expect(parseModel({ id: 'm', size: 5 })).toEqual({ id: 'm', name: null, revision: null, files: [] })
  })

  it('reads its own output as the same model', () => {
    const once = parseModel({ id: 'm', url, size: 100, sha256: SHA, blocks: { size: 100, sha256: [SHA] } })
    expect(parseModel(JSON.parse(JSON.stringify(once)))).toEqual(once)
  })

  it('takes no field that it does not know', () => {
    expect(parseModel({ id: 'm', url, headers: { authorization: 'x' } })).not.toHaveProperty('headers')
  })

  it.each([undefined, null, 'm', 7, [], [{ id: 'm', url }]])('refuses what is no object: %s', (input) => {
    expect(refusal(input)).toMatchObject({ code: 'invalid-model', message: expect.stringContaining('{ id, url') })
  })

  it.each([
    ['a negative size', { size: -1 }, 'size'],
    ['a fraction of a byte', { size: 1.5 }, 'size'],
    ['a size that is no number', { size: Number.NaN }, 'size'],
    ['an endless size', { size: Number.POSITIVE_INFINITY }, 'size'],
    ['a size beyond exact numbers', { size: 2 ** 53 }, 'size'],
    ['a size as text', { size: '100' }, 'size'],
    ['a digest that is too short', { sha256: 'ab' }, 'sha256'],
    ['a digest that is too long', { sha256: `${SHA}0` }, 'sha256'],
    ['an empty digest', { sha256: '' }, 'sha256'],
    ['a digest that is not hexadecimal', { sha256: 'g'.repeat(64) }, 'sha256'],
    ['a digest that is no text', { sha256: 7 }, 'sha256'],
    ['a digest with a line break', { sha256: `${SHA}\n` }, 'sha256'],
    ['blocks of no size', { size: 100, blocks: { size: 0, sha256: [] } }, 'blocks'],
    ['blocks of a broken size', { size: 100, blocks: { size: 0.5, sha256: [SHA] } }, 'blocks'],
    ['too few blocks', { size: 100, blocks: { size: 50, sha256: [SHA] } }, 'blocks'],
    ['too many blocks', { size: 100, blocks: { size: 50, sha256: [SHA, SHA, SHA] } }, 'blocks'],
    ['blocks of a file of unknown size', { blocks: { size: 50, sha256: [SHA] } }, 'blocks'],
    ['blocks with a bad digest', { size: 100, blocks: { size: 100, sha256: ['ab'] } }, 'blocks'],
    [
      'blocks with a digest that cannot be text',
      { size: 1, blocks: { size: 1, sha256: [{ toString: 1, valueOf: 1 }] } },
      'blocks',
    ],
    ['blocks that are a list', { size: 100, blocks: [SHA] }, 'blocks'],
    ['blocks that are a number', { size: 100, blocks: 7 }, 'blocks'],
    ['a path outside', { path: '../x' }, 'path'],
    ['a path that is null', { path: null }, 'path'],
    ['no URL', { url: undefined, urls: [] }, 'URL'],
    ['33 URLs', { urls: Array.from({ length: 33 }, () => url) }, 'URL'],
    ['URLs that are a text', { urls: url }, 'URL'],
    ['a URL that is none', { url: 'model.onnx' }, 'URL'],
    ['one bad URL of two', { urls: [url, 'model.onnx'] }, 'URL'],
    ['a name that is no text', { name: 7 }, 'name'],
    ['a name of 501 characters', { name: 'x'.repeat(501) }, 'name'],
    ['no files', { files: [] }, 'files'],
    ['files that are none', { files: {} }, 'files'],
    ['a file that is none', { files: ['a.bin'] }, 'file'],
    ['a file without a path', { files: [{ url }] }, 'path'],
    ['a file without a URL', { files: [{ path: 'a.bin' }] }, 'URL'],
  ])('refuses %s with a message that names the field', (_, fields, word) => {
    const { code, message } = refusal({ id: 'm', url, ...fields })
    expect(code).toBe('invalid-model')
    expect(message).toContain(word)
    expect(message).toContain('"m"')
  })

  it('refuses insecure URLs of every file and mirror with their own code', () => {
    expect(refusal({ id: 'm', url: 'ftp://x.test/a' }).code).toBe('insecure-url')
    expect(refusal({ id: 'm', urls: [url, 'http://x.test/a'] }).code).toBe('insecure-url')
    expect(
      refusal({
        id: 'm',
        files: [
          { path: 'a', url },
          { path: 'b', url: 'file:///b' },
        ],
      }).code,
    ).toBe('insecure-url')
  })

  it('refuses two files that are one where upper and lower case count as one', () => {
    const message = refusal({
      id: 'm',
      files: [
        { path: 'A.bin', url },
        { path: 'a.bin', url },
      ],
    }).message
    expect(message).toContain('twice')
  })

  it('refuses two files whose names differ only in how an accent is written', () => {
    const files = [
      { path: 'e\u0301.bin', url },
      { path: '\u00e9.bin', url },
    ]
    expect(refusal({ id: 'm', files }).message).toContain('twice')
  })

  it('refuses a file that another one needs as a folder', () => {
    const files = [
      { path: 'a/b/c.bin', url },
      { path: 'A/b', url },
    ]
    expect(refusal({ id: 'm', files }).message).toContain('as a file and as a folder')
  })

  it('refuses more files than a model has', () => {
    const files = Array.from({ length: 10_001 }, (_, at) => ({ path: `${at}`, url }))
    expect(refusal({ id: 'm', files }).message).toContain('10000')
  })
})

it('takes marks of direction out of a name, which would turn round what stands beside it', () => {
  const [override, isolate] = [0x202e, 0x2066].map((code) => String.fromCodePoint(code))
  expect(parseModel({ id: 'm', name: `Whis${override}per${isolate} \u05d0` }).name).toBe('Whisper \u05d0')
  expect(parseModel({ id: 'm' }).name).toBeNull()
})
