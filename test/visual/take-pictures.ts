import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mode } from './modes.js'
import { toPalettePng } from './palette-png.js'
import { createPhotographer } from './photographer.js'

const FOLDER = join(import.meta.dirname, '../../docs/images')

const sharp = (width: number, colorScheme: Mode['colorScheme'] = 'light'): Mode => ({
  name: 'picture',
  window: { width, height: 10 },
  colorScheme,
  zoom: 2,
})

/** A card is 34rem wide, with a rem beside it. */
const CARD = sharp(576)

/** The README's pictures: which story each is of, and how it is looked at. */
const PICTURES: Readonly<Record<string, readonly [story: string, mode: Mode]>> = {
  'story-downloading': ['model-download-downloading', CARD],
  'story-waiting': ['model-download-waiting', CARD],
  'story-failed': ['model-download-failed', CARD],
  queue: ['download-queue-many', sharp(720)],
  'queue-dark': ['download-queue-many', sharp(720, 'dark')],
}

// Run it by `npm run pictures` when the look has changed.
const photographer = await createPhotographer()
for (const [name, [story, mode]] of Object.entries(PICTURES)) {
  writeFileSync(join(FOLDER, `${name}.png`), toPalettePng(await photographer.take(story, mode)))
}
await photographer.close()
