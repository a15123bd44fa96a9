import type { FlushMessage, FlushReply } from './messages.js'
import { openHandle } from './shared-handle.js'

/** Flushes files that another worker writes. */
export function serveFlushes(scope: DedicatedWorkerGlobalScope): void {
  const handles = new Map<number, FileSystemSyncAccessHandle>()

  async function act(message: Exclude<FlushMessage, { type: 'flusher' }>): Promise<void> {
    const { id } = message
    const handle = handles.get(id)
    if (message.type === 'flush') {
      const open = handle ?? (await openHandle(message.file))
      handles.set(id, open)
      open.flush()
    } else {
      handles.delete(id)
      handle?.close()
    }
  }

  scope.addEventListener('message', ({ data }: MessageEvent<FlushMessage>) => {
    if (data.type === 'flusher') return
    const answer = (isDone: boolean): void => scope.postMessage({ id: data.id, isDone } satisfies FlushReply)
    act(data).then(
      () => answer(true),
      () => answer(false),
    )
  })
}
