import { describe, expect, it } from 'vitest'
import { pullError } from '../../../src/engine/ollama/pull-error.js'

describe('an error in the words of Ollama', () => {
  it.each([
    ['pull model manifest: file does not exist', 'not-found', false],
    ['pull model manifest: unauthorized: access denied', 'unauthorized', false],
    ['pull model manifest: 403: {"error":"gated"}', 'forbidden', false],
    ['pull model manifest: 412: The model you are attempting to pull requires a newer version', 'unsupported', false],
    ['pull model manifest: 429: slow down', 'rate-limited', true],
    ['pull model manifest: 503: upstream not found', 'network', true],
    ['pull model manifest: 500: ', 'network', true],
    ['this model requires MLX support, but the MLX runtime is not available', 'unsupported', false],
    ['invalid model name', 'invalid-model', false],
    ['insecure protocol http', 'insecure-url', false],
    ["pull model manifest: invalid character '<' looking for beginning of value", 'bad-response', true],
    ['max retries exceeded: unexpected EOF', 'network', true],
    ['pull model manifest: Get "https://registry/v2/a?key=s3cret": dial tcp: no such host', 'network', true],
    ['digest mismatch, file must be downloaded again: want sha256:404, got sha256:401', 'checksum-mismatch', false],
    ['write /root/.ollama/models/blobs/sha256-ab-partial: no space left on device', 'disk-full', false],
  ])('%s', (message, code, retryable) => {
    const error = pullError(message)
    expect(error).toMatchObject({ code, retryable })
    expect(error.message).toMatch(/^Ollama could not fetch the model: .+\. .+\.$/)
    expect(error.message).not.toContain('s3cret')
  })
})
