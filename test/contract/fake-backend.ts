import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'

/** A backend as an app in Rust would have it: one download at a time, events without an id, and bytes that stay on the disk. */
export interface FakeBackend {
  invoke(command: string, args?: Record<string, unknown>): Promise<unknown>
  listen(event: string, handler: (event: { payload: unknown }) => void): Promise<() => void>
  /** As if somebody paused it in another window. */
  pause(): void
  resume(): void
  close(): void
}

export function createFakeBackend(directory: string): FakeBackend {
  const handlers = new Map<string, Set<(event: { payload: unknown }) => void>>()
  let running: { readonly abort: AbortController; readonly args: Record<string, unknown> } | null = null
  let isPaused = false

  const emit = (event: string, payload: unknown): void => {
    for (const handler of handlers.get(event) ?? []) handler({ payload })
  }
  const placeOf = ({ id }: Record<string, unknown>): string => join(directory, String(id).replace('/', '--'))

  async function fetchNow(args: Record<string, unknown>, signal: AbortSignal): Promise<void> {
    await mkdir(directory, { recursive: true })
    const part = `${placeOf(args)}.part`
    const from = statSync(part, { throwIfNoEntry: false })?.size ?? 0
    const response = await fetch(String(args.url), { signal, headers: from > 0 ? { range: `bytes=${from}-` } : {} })
    if (!response.ok || response.body === null) throw new Error(`status ${response.status}`)
    const total = from + Number(response.headers.get('content-length'))
    const file = createWriteStream(part, { flags: from > 0 ? 'a' : 'w' })
    let downloaded = from
    let toldAtMs = 0
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        file.write(chunk)
        downloaded += chunk.length
        if (Date.now() - toldAtMs < 50) continue
        toldAtMs = Date.now()
        emit('download_progress', { downloaded, total, percentage: (downloaded / total) * 100 })
      }
    } finally {
      file.end()
      await finished(file)
    }
    if (downloaded !== total) throw new Error('the answer ended too soon')
    renameSync(part, placeOf(args))
    emit('download_progress', { downloaded, total, percentage: 100 })
  }

  function start(args: Record<string, unknown>): void {
    const abort = new AbortController()
    running = { abort, args }
    isPaused = false
    fetchNow(args, abort.signal)
      .catch((error: Error) => {
        if (!abort.signal.aborted) emit('download_error', { message: error.message })
      })
      .finally(() => {
        if (running?.abort === abort && !isPaused) running = null
      })
  }

  function pause(): void {
    isPaused = running !== null
    running?.abort.abort()
  }

  function resume(): void {
    if (isPaused && running !== null) start(running.args)
  }

  return {
    async invoke(command, args = {}) {
      switch (command) {
        case 'check_model_available':
          return existsSync(placeOf(args))
        case 'check_network_available':
          return true
        case 'is_download_paused':
          return isPaused
        case 'start_model_download':
        case 'queue_model_download':
          running?.abort.abort()
          return start(args)
        case 'pause_download':
          return pause()
        case 'resume_download':
          return resume()
        case 'cancel_download':
          if (running?.args.id === args.id) running?.abort.abort()
          rmSync(`${placeOf(args)}.part`, { force: true })
          return null
        case 'remove_model':
          rmSync(placeOf(args), { force: true })
          return null
        default:
          throw `command ${command} not found`
      }
    },
    async listen(event, handler) {
      const known = handlers.get(event) ?? new Set()
      handlers.set(event, known.add(handler))
      return () => void known.delete(handler)
    },
    pause,
    resume,
    close: () => running?.abort.abort(),
  }
}
