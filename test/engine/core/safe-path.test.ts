import { describe, expect, it } from 'vitest'
import { isEngineError } from '../../../src/engine/core/errors.js'
import { checkModelId, checkRelativePath, fileNameFromUrl, modelFolder } from '../../../src/engine/core/safe-path.js'

function refusal(check: () => unknown): string {
  try {
    check()
  } catch (error) {
    if (isEngineError(error, 'invalid-model')) return error.message
    throw error
  }
  throw new Error('It was taken.')
}

describe('checkModelId', () => {
  it.each(['silero-vad', 'org/name', 'Qwen/Qwen2.5-0.5B', '7b', 'a/b/c', 'x'.repeat(128)])('takes %j', (id) => {
    expect(checkModelId(id)).toBe(id)
  })

  it.each([
    ['leaves the directory', '../x'],
    ['leaves the directory half-way', 'a/../b'],
    ['is the directory itself', '.'],
    ['is its parent', '..'],
    ['is a Windows path', 'C:\\x'],
    ['is a drive letter', 'C:'],
    ['has a backslash', 'a\\b'],
    ['is absolute', '/etc'],
    ['ends in a slash', 'a/'],
    ['has an empty part', 'a//b'],
    ['is hidden', '.hidden'],
    ['is an option to a program', '-rf'],
    ['begins with a mark', '_private'],
    ['has two hyphens, which stand for the slash on disk', 'a--b'],
    ['is a Windows device', 'CON'],
    ['is a Windows device with an extension', 'con.bin'],
    ['has a part that is a Windows device', 'org/NUL'],
    ['ends in a dot, which Windows drops', 'a.'],
    ['ends in a space, which Windows drops', 'a '],
    ['holds NUL', 'a\0b'],
    ['holds a line break', 'a\nb'],
    ['is not ASCII', 'modèle'],
    ['looks like a partial', 'a.part'],
    ['is the name of a property of every object', '__proto__'],
    ['is the name of a method of every object', 'constructor'],
    ['is a URL', 'https://x.test/a'],
  ])('refuses an id that %s: %j', (_, id) => {
    const message = refusal(() => checkModelId(id))
    expect(message).toContain('Use letters, digits')
    expect(message).toContain(JSON.stringify(id))
  })

  it.each([
    ['empty', ''],
    ['missing', undefined],
    ['null', null],
    ['a number', 7],
    ['an object', {}],
  ])('refuses an id that is %s and says what an id is', (_, id) => {
    expect(refusal(() => checkModelId(id))).toContain('A model needs an id')
  })

  it('refuses an id of 300 characters without repeating it', () => {
    const message = refusal(() => checkModelId('x'.repeat(300)))
    expect(message).toContain('at most 128 characters; this one has 300')
    expect(message.length).toBeLessThan(200)
  })
})

describe('modelFolder', () => {
  it('is one folder with no separator in it', () => {
    expect(modelFolder('org/name')).toBe('org--name')
    expect(modelFolder('name')).toBe('name')
  })
})

describe('checkRelativePath', () => {
  it.each(['model.onnx', 'onnx/model.onnx', '.gitattributes', 'a b/c.bin', 'モデル.bin', 'x'.repeat(200)])(
    'takes %j',
    (path) => {
      expect(checkRelativePath('m', path)).toBe(path)
    },
  )

  it('writes one form of what looks the same', () => {
    expect(checkRelativePath('m', 'mode\u0300le.bin')).toBe('mod\u00e8le.bin')
  })

  it.each([
    ['empty', ''],
    ['a climb', '../x'],
    ['a climb half-way', 'a/../../b'],
    ['a climb by backslash', 'a\\..\\b'],
    ['absolute', '/etc/passwd'],
    ['a drive', 'C:/x'],
    ['an alternate stream', 'a.bin:stream'],
    ['a share', '\\\\host\\share'],
    ['a folder', 'a/'],
    ['here', './a'],
    ['a device', 'nul'],
    ['a device with an extension', 'a/LPT1.txt'],
    ['a device with a raised digit', 'COM\u00b9'],
    ['a device with a space before the dot', 'con .txt'],
    ['the console', 'CONIN$'],
    ['a name that ends in a dot', 'a./b'],
    ['a name that ends in a space', 'a /b'],
    ['a name with NUL', 'a\0'],
    ['a wildcard', '*.bin'],
    ['half a character', 'a\ud800'],
    ["the engine's own file", '.weightlift/lock'],
    ['a partial', 'model.bin.part'],
    ['the prototype', '__proto__'],
    ['the prototype of a folder', 'a/__proto__/b'],
    ['a name of 201 bytes', 'x'.repeat(201)],
    ['a name of 201 bytes that is 67 characters', '\u3042'.repeat(67)],
  ])('refuses %s: %j', (_, path) => {
    expect(refusal(() => checkRelativePath('m', path))).toContain('Use a relative path like')
  })

  it.each([7, null, {}, 10n, undefined])('refuses what is no text: %s', (path) => {
    expect(refusal(() => checkRelativePath('m', path))).toContain('not a text')
  })

  it('refuses a path of a megabyte without repeating it', () => {
    expect(refusal(() => checkRelativePath('m', 'x/'.repeat(500_000))).length).toBeLessThan(200)
  })
})

describe('fileNameFromUrl', () => {
  it.each([
    ['https://x.test/a/model.onnx', 'model.onnx'],
    ['https://x.test/a/model.onnx?download=true#x', 'model.onnx'],
    ['https://x.test/a/my%20model.onnx', 'my model.onnx'],
    ['https://x.test/', 'model.bin'],
    ['https://x.test/a/', 'model.bin'],
    ['https://x.test/a/%2e%2e%2fetc', 'model.bin'],
    ['https://x.test/a/x%2Fy', 'model.bin'],
    ['https://x.test/a/CON', 'model.bin'],
    ['https://x.test/a/x%00', 'model.bin'],
    ['https://x.test/a/%E0%A4%A', 'model.bin'],
    [`https://x.test/${'x'.repeat(201)}`, 'model.bin'],
  ])('gives %s the name %s', (url, name) => {
    expect(fileNameFromUrl(url)).toBe(name)
  })
})
