import { EngineError, type EngineErrorOptions, type ErrorCode, type ErrorData, toErrorData } from '../core/errors.js'

/** A refusal: a receipt and an answer have it in common. */
export interface Refusal {
  readonly ok: false
  readonly error: ErrorData
}

export function refuse(code: ErrorCode, message: string, options?: EngineErrorOptions): Refusal {
  return { ok: false, error: toErrorData(new EngineError(code, message, options)) }
}
