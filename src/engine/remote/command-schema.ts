import * as v from 'valibot'
import type { Command, Query } from '../core/command.js'
import type { Settings } from '../core/snapshot.js'
import { IdSchema, ModelSchema, NumberSchema, TextSchema } from './model-schema.js'
import { PrioritySchema } from './priority-schema.js'
import { settingsEntries } from './settings-schema.js'

const ChangeSchema: v.GenericSchema<unknown, Partial<Settings>> = v.partial(v.strictObject(settingsEntries))

function byId<T extends string>(
  type: T,
): v.ObjectSchema<{ readonly type: v.LiteralSchema<T, undefined>; readonly id: typeof IdSchema }, undefined> {
  return v.object({ type: v.literal(type), id: IdSchema })
}

const exemptions = { startNow: v.optional(v.boolean()), allowMetered: v.optional(v.boolean()) }

/** A command as it crosses the border. */
export const CommandSchema: v.GenericSchema<unknown, Command> = v.variant('type', [
  v.object({ type: v.literal('download'), model: ModelSchema, priority: v.optional(PrioritySchema), ...exemptions }),
  byId('pause'),
  v.object({ type: v.literal('resume'), id: IdSchema, ...exemptions }),
  v.object({ type: v.literal('pauseAll') }),
  v.object({ type: v.literal('resumeAll') }),
  v.object({ type: v.literal('cancel'), id: IdSchema, keepPartial: v.optional(v.boolean()) }),
  v.object({ type: v.literal('retry'), id: IdSchema, ...exemptions }),
  byId('remove'),
  v.object({ type: v.literal('prioritize'), id: IdSchema, priority: PrioritySchema }),
  v.object({ type: v.literal('move'), id: IdSchema, beforeId: v.nullable(IdSchema) }),
  byId('verify'),
  v.object({
    type: v.literal('adopt'),
    model: ModelSchema,
    location: v.pipe(v.string(), v.maxLength(4096)),
    link: v.optional(v.boolean()),
  }),
  byId('discard'),
  v.object({ type: v.literal('sweep'), olderThanMs: NumberSchema }),
  v.object({ type: v.literal('check'), model: ModelSchema }),
  byId('update'),
  v.object({ type: v.literal('configure'), settings: ChangeSchema }),
  v.object({
    type: v.literal('yield'),
    holder: TextSchema,
    reason: TextSchema,
    bytesPerSecondLimit: v.nullable(NumberSchema),
  }),
])

/** A query as it crosses the border. */
export const QuerySchema: v.GenericSchema<unknown, Query> = v.variant('type', [
  v.object({ type: v.literal('availability'), model: ModelSchema }),
  v.object({ type: v.literal('plan'), model: ModelSchema }),
  v.object({ type: v.literal('storage') }),
  byId('locate'),
])
