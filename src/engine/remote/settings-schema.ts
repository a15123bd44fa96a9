import * as v from 'valibot'
import type { Schedule, Settings } from '../core/snapshot.js'
import { NumberSchema, TextSchema } from './model-schema.js'

const WindowSchema = v.object({
  days: v.pipe(v.array(NumberSchema), v.maxLength(7)),
  from: TextSchema,
  to: TextSchema,
  bytesPerSecondLimit: v.nullable(NumberSchema),
})

const ScheduleSchema: v.GenericSchema<unknown, Schedule> = v.object({
  timeZone: v.nullable(TextSchema),
  windows: v.pipe(v.array(WindowSchema), v.maxLength(100)),
})

/** The settings one by one, for a whole set (snapshot) and for a change (command). */
export const settingsEntries: { readonly [Name in keyof Settings]: v.GenericSchema<unknown, Settings[Name]> } = {
  concurrency: NumberSchema,
  connections: v.union([NumberSchema, v.literal('auto')]),
  bytesPerSecondLimit: v.nullable(NumberSchema),
  schedule: v.nullable(ScheduleSchema),
  metered: v.picklist(['ask', 'allow', 'wait']),
}

/** A whole set of settings. */
export const SettingsSchema: v.GenericSchema<unknown, Settings> = v.object(settingsEntries)
