import { EngineError } from '../core/errors.js'
import type { Model, ModelFile } from '../core/model.js'
import { judgeResponse } from '../core/response.js'
import { displayUrl } from '../core/url.js'
import { isOtherVersion, NO_VALIDATOR, validatorOf } from '../core/validator.js'
import type { Sighting } from '../core/version.js'
import type { HostContext } from './context.js'
import { openSource } from './transfer/open-source.js'
import { createWatchdog } from './transfer/watchdog.js'
import type { FileWorth, Worths } from './worth.js'

/** Files asked about side by side. */
const AT_ONCE = 4
const PATIENCE_MS = 30_000

/**
 * Asks the origin of each file what it has now, by a request for one byte, and compares: by digest where the server tells one, else by
 * validator and size. What neither side says is no evidence of a change.
 *
 * @throws EngineError of the first request that fails; nothing is known then.
 */
export async function lookAtOrigin(host: HostContext, model: Model, worths: Worths): Promise<readonly Sighting[]> {
  const sightings: Sighting[] = []
  const left = [...model.files.entries()]
  async function lane(): Promise<void> {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, file] = next
      sightings[at] = await look(host, model, file, worths[file.path] ?? null)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return sightings
}

async function look(
  host: HostContext,
  { privateOrigins }: Model,
  file: ModelFile,
  worth: FileWorth | null,
): Promise<Sighting> {
  const [url = ''] = file.urls
  const abort = new AbortController()
  const watchdog = createWatchdog(host.platform.clock, host.options.stallTimeoutMs ?? PATIENCE_MS, () =>
    abort.abort(
      new EngineError(
        'stalled',
        `${displayUrl(url)} did not answer when it was asked for a newer version. Try again later.`,
      ),
    ),
  )
  try {
    const headers = { range: 'bytes=0-0' }
    const opened = await openSource(host.platform.http, host.options, {
      url,
      resolved: null,
      headers,
      signal: abort.signal,
      privateOrigins,
    })
    const { response, sha256 } = opened
    response.discard()
    const expected = { url, path: file.path, start: 0, end: 1, totalBytes: null, validator: NO_VALIDATOR }
    const verdict = judgeResponse(expected, response.status, response.headers)
    const totalBytes = 'totalBytes' in verdict ? verdict.totalBytes : null
    return { path: file.path, totalBytes, hasChanged: hasChanged(file, worth, totalBytes, sha256, response.headers) }
  } finally {
    watchdog.stop()
  }
}

function hasChanged(
  file: ModelFile,
  worth: FileWorth | null,
  totalBytes: number | null,
  sha256: string | null,
  headers: Readonly<Record<string, string>>,
): boolean {
  const ours = file.sha256 ?? worth?.sha256 ?? null
  if (ours !== null && sha256 !== null) return ours !== sha256
  const size = worth?.published?.size ?? file.size
  if (size !== null && totalBytes !== null && size !== totalBytes) return true
  // A mirror's names for its versions are its own.
  const known = worth?.from === undefined ? worth?.validator : undefined
  return isOtherVersion(known ?? NO_VALIDATOR, validatorOf(headers))
}
