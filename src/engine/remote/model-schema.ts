import * as v from 'valibot'
import type { ModelInput } from '../core/model.js'

// Wide enough that a merely wrong model reaches the engine, whose refusal says what is wrong with it; narrow enough to bound it.
const MAX_TEXT = 1024
const MAX_URL = 16_384
const MAX_URLS = 64
const MAX_FILES = 10_000
const MAX_BLOCKS = 100_000

/** An id as it may cross the border. What an id may be is the engine's to say. */
export const IdSchema: v.GenericSchema<unknown, string> = v.pipe(v.string(), v.maxLength(MAX_TEXT))

/** A short text for people or a path. */
export const TextSchema: v.GenericSchema<unknown, string> = v.pipe(v.string(), v.maxLength(MAX_TEXT))

/** A number that JSON can hold. */
export const NumberSchema: v.GenericSchema<unknown, number> = v.pipe(v.number(), v.finite())

const UrlSchema = v.pipe(v.string(), v.maxLength(MAX_URL))

const source = {
  url: v.optional(UrlSchema),
  urls: v.optional(v.pipe(v.array(UrlSchema), v.maxLength(MAX_URLS))),
  size: v.nullish(NumberSchema),
  sha256: v.nullish(TextSchema),
  blocks: v.nullish(v.object({ size: NumberSchema, sha256: v.pipe(v.array(TextSchema), v.maxLength(MAX_BLOCKS)) })),
}

/** A model as a page may name it: bounded in every direction; its meaning is not checked here. */
export const ModelSchema: v.GenericSchema<unknown, ModelInput> = v.object({
  id: IdSchema,
  name: v.nullish(TextSchema),
  revision: v.nullish(TextSchema),
  path: v.optional(TextSchema),
  files: v.optional(v.pipe(v.array(v.object({ path: TextSchema, ...source })), v.maxLength(MAX_FILES))),
  ...source,
})
