import { createSHA256, type IHasher } from 'hash-wasm'
import type { DigestMessage, DigestReply } from './messages.js'

/** Hashes what it is sent, several files in turns, and gives each buffer back. */
export function serveDigests(scope: DedicatedWorkerGlobalScope): void {
  const hashers = new Map<number, Promise<IHasher>>()

  async function hear(message: DigestMessage): Promise<void> {
    if (message.type === 'digest') return
    const { id } = message
    try {
      if (message.type === 'start') hashers.set(id, start(message.state))
      const hasher = await hashers.get(id)
      if (hasher === undefined || !hashers.has(id)) return
      if (message.type === 'bytes') {
        hasher.update(message.bytes)
        answer({ type: 'hashed', id, bytes: message.bytes, state: hasher.save() }, [message.bytes.buffer])
      }
      if (message.type === 'finish') answer({ type: 'done', id, sha256: hasher.digest('hex') })
      if (message.type === 'finish' || message.type === 'drop') hashers.delete(id)
    } catch (error) {
      hashers.delete(id)
      answer({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) })
    }
  }

  function answer(reply: DigestReply, transfer: Transferable[] = []): void {
    scope.postMessage(reply, transfer)
  }

  scope.addEventListener('message', ({ data }: MessageEvent<DigestMessage>) => void hear(data))
}

async function start(state: Uint8Array | null): Promise<IHasher> {
  const hasher = await createSHA256()
  return state === null ? hasher.init() : hasher.load(state)
}
