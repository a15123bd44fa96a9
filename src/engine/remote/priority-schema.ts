import * as v from 'valibot'
import { PRIORITIES, type Priority } from '../core/download.js'
import { NumberSchema } from './model-schema.js'

/** A priority as it crosses the border. */
export const PrioritySchema: v.GenericSchema<unknown, Priority> = v.union([v.picklist(PRIORITIES), NumberSchema])
