import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { baselineNames, forget, keep, keepVersion, problemOf, toleranceFor } from './baselines.js'
import { MODES } from './modes.js'
import { createPhotographer } from './photographer.js'

const isUpdate = process.env.UPDATE_BASELINES === '1'

// The stories name the tests, so the page with them is there first.
const photographer = await createPhotographer()
afterAll(() => photographer.close())

const { version, stories } = photographer
if (isUpdate) keepVersion(version)
const { tolerance, remark } = toleranceFor(version)
// biome-ignore lint/suspicious/noConsole: whoever reads the result has to know how strict it was
if (remark !== null) console.warn(remark)

describe('drop-ins', () => {
  for (const story of stories) {
    for (const mode of MODES) {
      const name = `${story}.${mode.name}`
      it(`${name} looks as it did`, async () => {
        const picture = await photographer.take(story, mode)
        const problem = problemOf(name, picture, tolerance)
        if (isUpdate && problem !== null) keep(name, picture)
        else expect(problem).toBeNull()
      })
    }
  }

  it('there is a picture of each component that has stories', () => {
    const components = join(import.meta.dirname, '../../src/components')
    const files = readdirSync(components, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.stories.tsx'),
    )
    const without = files.filter((file) => !readFileSync(join(components, file), 'utf8').includes("'visual'"))
    // Parts have no look of their own.
    expect(without).toEqual([join('download', 'download.stories.tsx')])
  })

  it('has no picture of what is no story any more', () => {
    const wanted = new Set(stories.flatMap((story) => MODES.map((mode) => `${story}.${mode.name}`)))
    const left = baselineNames().filter((name) => !wanted.has(name))
    if (isUpdate) for (const name of left) forget(name)
    else expect(left).toEqual([])
  })
})
