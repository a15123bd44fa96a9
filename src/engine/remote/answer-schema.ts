import * as v from 'valibot'
import { type Answers, AVAILABILITIES, ORPHAN_KINDS, type QueryType } from '../core/command.js'
import { IdSchema, NumberSchema, TextSchema } from './model-schema.js'

const CountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const LocationSchema = v.pipe(v.string(), v.maxLength(8192))

/** The value of each query's answer as it crosses the border. */
export const ANSWER_SCHEMAS: { readonly [T in QueryType]: v.GenericSchema<unknown, Answers[T]> } = {
  availability: v.object({
    id: IdSchema,
    status: v.picklist(AVAILABILITIES),
    bytes: CountSchema,
    totalBytes: v.nullable(CountSchema),
    revision: v.nullable(TextSchema),
    verified: v.boolean(),
  }),
  plan: v.object({
    id: IdSchema,
    totalBytes: v.nullable(CountSchema),
    presentBytes: CountSchema,
    sharedBytes: CountSchema,
    bytesToFetch: v.nullable(CountSchema),
    freeBytes: v.nullable(CountSchema),
    freeBytesAfter: v.nullable(v.pipe(v.number(), v.safeInteger())),
    missingBytes: v.nullable(CountSchema),
    estimatedMs: v.nullable(NumberSchema),
    hosts: v.pipe(v.array(TextSchema), v.maxLength(10_000)),
    metered: v.nullable(v.boolean()),
  }),
  storage: v.object({
    models: v.pipe(
      v.array(
        v.object({
          id: IdSchema,
          name: v.nullable(TextSchema),
          kind: v.picklist(['model', 'partial']),
          bytes: CountSchema,
          totalBytes: v.nullable(CountSchema),
          sharedBytes: CountSchema,
          modifiedAtMs: v.nullable(NumberSchema),
          lastUsedAtMs: v.nullable(NumberSchema),
        }),
      ),
      v.maxLength(100_000),
    ),
    orphans: v.pipe(
      v.array(
        v.object({
          path: LocationSchema,
          kind: v.picklist(ORPHAN_KINDS),
          bytes: CountSchema,
          modifiedAtMs: NumberSchema,
        }),
      ),
      v.maxLength(100_000),
    ),
    freeBytes: v.nullable(CountSchema),
  }),
  locate: v.nullable(
    v.object({
      id: IdSchema,
      files: v.pipe(
        v.array(v.object({ path: TextSchema, location: LocationSchema, size: CountSchema })),
        v.maxLength(10_000),
      ),
    }),
  ),
}
