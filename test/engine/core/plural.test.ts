import { describe, expect, it } from 'vitest'
import { createPlural } from '../../../src/engine/core/plural.js'

describe('a plural', () => {
  it('takes the form of the number, with the number in it', () => {
    const plural = createPlural('en')
    const forms = { one: '# model', other: '# models' }
    expect(plural(1, forms)).toBe('1 model')
    expect(plural(0, forms)).toBe('0 models')
    expect(plural(1200, forms)).toBe('1,200 models')
  })

  it('knows languages that have more forms than two', () => {
    const plural = createPlural('ar')
    const forms = { zero: 'zero', one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' }
    expect([0, 1, 2, 3, 11, 100].map((count) => plural(count, forms))).toEqual([
      'zero',
      'one',
      'two',
      'few',
      'many',
      'other',
    ])
  })

  it('says "other" where a form is left out', () => {
    expect(createPlural('fr')(1_000_000, { one: '# fichier', other: '# fichiers' })).toMatch(/000 fichiers$/)
  })
})
