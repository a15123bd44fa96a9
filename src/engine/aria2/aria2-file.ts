import { EngineError } from '../core/errors.js'
import type { Model, ModelFile } from '../core/model.js'
import { modelFolder } from '../core/safe-path.js'
import { type Aria2Status, readStatus, STATUS_KEYS } from './aria2-status.js'
import { type JsonRpc, RpcError } from './json-rpc.js'

/** One file of a model in the daemon. */
export interface Aria2File {
  readonly path: string
  /** What the daemon knows of it; null where it knows nothing. */
  status(): Promise<Aria2Status | null>
  /** Begins or goes on, also with what an earlier daemon left on the disk. */
  start(): Promise<void>
  pause(): Promise<void>
  /** Makes the daemon forget it. What is on the disk stays. */
  forget(): Promise<void>
}

export interface Aria2FileOptions {
  readonly directory: string
  readonly connections: number
  readonly headers: readonly string[]
}

export function createAria2File(rpc: JsonRpc, model: Model, file: ModelFile, options: Aria2FileOptions): Aria2File {
  const gid = gidOf(`${model.id}\n${file.path}`)

  async function status(): Promise<Aria2Status | null> {
    try {
      return readStatus(await rpc.call('tellStatus', gid, STATUS_KEYS))
    } catch (thrown) {
      if (thrown instanceof RpcError) return null
      throw thrown
    }
  }

  async function forget(): Promise<void> {
    // What is on its way has to be removed before its result can be.
    await quietly(rpc.call('forceRemove', gid))
    for (let tries = 0; tries < 50; tries += 1) {
      await quietly(rpc.call('removeDownloadResult', gid))
      if ((await status()) === null) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  return {
    path: file.path,
    status,
    forget,
    async start() {
      const known = await status()
      if (known?.status === 'active' || known?.status === 'waiting' || known?.status === 'complete') return
      if (known?.status === 'paused') {
        await rpc.call('unpause', gid)
        return
      }
      if (known !== null) await forget()
      await add()
    },
    async pause() {
      await quietly(rpc.call('forcePause', gid))
    },
  }

  async function add(): Promise<void> {
    const connections = String(options.connections)
    await rpc
      .call('addUri', file.urls, {
        gid,
        dir: options.directory,
        out: `${modelFolder(model.id)}/${file.path}`,
        continue: 'true',
        'allow-overwrite': 'true',
        'auto-file-renaming': 'false',
        'file-allocation': 'none',
        'max-connection-per-server': connections,
        split: connections,
        'min-split-size': '1M',
        // When it is tried again is the core's to say.
        'max-tries': '1',
        header: options.headers,
        ...(file.sha256 === null ? {} : { checksum: `sha-256=${file.sha256}`, 'check-integrity': 'true' }),
      })
      .catch((thrown: unknown) => {
        throw thrown instanceof RpcError
          ? new EngineError('bad-response', `aria2 does not take "${file.path}": ${thrown.message} Check its settings.`)
          : thrown
      })
  }
}

/** The daemon refuses what is so already. */
async function quietly(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (thrown) {
    if (!(thrown instanceof RpcError)) throw thrown
  }
}

/** The daemon's name for a file: 16 hexadecimal digits, the same at each start, so that what it has is found again. FNV-1a of 64 bits. */
export function gidOf(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}
