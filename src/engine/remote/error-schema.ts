import * as v from 'valibot'
import { ERROR_ACTIONS, ERROR_CODES, type ErrorData } from '../core/errors.js'

/** An error as it crosses the border. */
export const ErrorSchema: v.GenericSchema<unknown, ErrorData> = v.object({
  code: v.picklist(ERROR_CODES),
  message: v.pipe(v.string(), v.maxLength(16_384)),
  retryable: v.boolean(),
  action: v.nullable(v.picklist(ERROR_ACTIONS)),
})
