import { EngineError, type ErrorCode } from '../core/errors.js'

/**
 * An error in Ollama's words, which carry no code: what its registry answered stands in them as `503: the body`, and an answer of
 * its own as plain text.
 */
export function pullError(message: string): EngineError {
  const code = codeOf(message)
  const words = message.replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/g, '$1').slice(0, 500)
  return new EngineError(code, `Ollama could not fetch the model: ${words}. ${ADVICE[code] ?? 'Try again.'}`)
}

const ADVICE: Partial<Readonly<Record<ErrorCode, string>>> = {
  'not-found': 'Check its name.',
  'invalid-model': 'Check its name.',
  unauthorized: 'Sign in, then try again.',
  forbidden: 'Check that you may have it.',
  unsupported: 'A newer Ollama, or another computer, may run it.',
  'insecure-url': 'Take it from a registry with https.',
  'checksum-mismatch': 'Try again.',
  'disk-full': 'Free up space, then try again.',
}

const BY_STATUS: Readonly<Record<string, ErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  // The registry wants a newer Ollama for this model.
  412: 'unsupported',
  429: 'rate-limited',
}

function codeOf(message: string): ErrorCode {
  const [, status = ''] = /(?:^|: )([45]\d\d)(?:: |$)/.exec(message) ?? []
  if (status !== '') return BY_STATUS[status] ?? 'network'
  if (/file does not exist|not found/i.test(message)) return 'not-found'
  if (/unauthorized|access denied|sign in/i.test(message)) return 'unauthorized'
  if (/invalid model name|name .* is invalid/i.test(message)) return 'invalid-model'
  if (/requires (MLX|a newer)/i.test(message)) return 'unsupported'
  if (/insecure protocol/i.test(message)) return 'insecure-url'
  if (/digest mismatch/i.test(message)) return 'checksum-mismatch'
  if (/no space left|not enough space/i.test(message)) return 'disk-full'
  return /unexpected|bad manifest|invalid/i.test(message) && !/EOF/.test(message) ? 'bad-response' : 'network'
}
