import * as v from 'valibot'
import { type Answers, AVAILABILITIES, type QueryType } from '../core/command.js'
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
    bytesToFetch: v.nullable(CountSchema),
    freeBytes: v.nullable(CountSchema),
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
          modifiedAtMs: v.nullable(NumberSchema),
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
