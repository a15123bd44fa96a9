import type { FileProgress } from '../core/download.js'
import { receivedBytes } from '../core/download-state.js'
import { EngineError } from '../core/errors.js'
import type { Model } from '../core/model.js'
import { modelFolder } from '../core/safe-path.js'
import { MOVER_CAPABILITIES, type Mover, type MoverJob, type MoverLook } from '../mover/mover.js'
import { type Aria2File, createAria2File } from './aria2-file.js'
import { progressOf } from './aria2-progress.js'
import { type Aria2Status, errorOf } from './aria2-status.js'
import type { ConnectAria2Options } from './connect-aria2-engine.js'
import type { JsonRpc } from './json-rpc.js'

/** What a daemon has no call for. Paths are absolute; the daemon's `<file>.aria2` stands beside a file that is not complete. */
export interface Aria2Disk {
  /** Size and time of the last write; null where there is no file. */
  stat(path: string): Promise<{ readonly size: number; readonly modifiedAtMs: number } | null>
  /** Deletes a file; silent where there is none. */
  delete(path: string): Promise<void>
  /** Lower-case hex. */
  sha256(path: string): Promise<string>
}

/** The daemon lets 0 mean "no limit". */
const ALMOST_NOTHING = 1

export function createAria2Mover(rpc: JsonRpc, options: ConnectAria2Options): Mover {
  const { directory, disk, pollMs = 200, connections = 4, headers = [] } = options
  /** Models that this engine saw proved, by their digests: to hash one again at each look would take too long. */
  const proved = new Map<string, { readonly size: number; readonly modifiedAtMs: number }>()

  const filesOf = (model: Model): readonly Aria2File[] =>
    model.files.map((file) => createAria2File(rpc, model, file, { directory, connections, headers }))

  const placeOf = (model: Model, path: string): string => `${directory}/${modelFolder(model.id)}/${path}`

  async function move(job: MoverJob): Promise<{ unverified: boolean }> {
    const { model, signal } = job
    const files = filesOf(model)
    if (job.task === 'verify') return verifyAgain(job, files)
    if (await isWhole(model)) return { unverified: isUnproved(model) }
    await forgetSpoiled(model, files)
    for (const file of files) await file.start()
    const pause = async (): Promise<void> => {
      for (const file of files) await file.pause()
    }
    let committedBytes = 0
    for (;;) {
      if (signal.aborted) {
        await pause()
        job.report(progressOf(model, await settled(files)))
        throw signal.reason
      }
      const statuses = await Promise.all(files.map((file) => file.status()))
      await checkSizes(model, statuses)
      const failed = statuses.find((status) => status?.status === 'error')
      if (failed) {
        await pause()
        await onFailure(model, files, failed)
      }
      if (statuses.includes(null))
        throw new EngineError('network', 'aria2 has forgotten the download. It is tried again.')
      const progress = progressOf(model, statuses as readonly Aria2Status[])
      // What the daemon counts before it asked the server is not known to be so.
      if (progress.files.every(({ totalBytes }) => totalBytes !== null) || receivedBytes(progress.files) > 0) {
        job.report({ ...progress, committedBytes })
        // What it told of a moment ago is on its disk by now.
        committedBytes = receivedBytes(progress.files)
      }
      if (statuses.every((status) => status?.status === 'complete')) {
        await remember(model)
        return { unverified: isUnproved(model) }
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }

  /** What the daemon calls complete and is not, since somebody changed it, is fetched anew. */
  async function forgetSpoiled(model: Model, files: readonly Aria2File[]): Promise<void> {
    const statuses = await Promise.all(files.map((file) => file.status()))
    if (statuses.every((status) => status?.status === 'complete')) await erase(model, files)
  }

  /** Where the daemon stopped: it ends what it is reading first, so its count stands still a moment later. */
  async function settled(files: readonly Aria2File[]): Promise<readonly (Aria2Status | null)[]> {
    let before = ''
    for (let tries = 0; ; tries += 1) {
      const statuses = await Promise.all(files.map((file) => file.status()))
      const now = JSON.stringify(statuses.map((status) => [status?.status, status?.completedLength]))
      if (tries >= 20 || (now === before && !statuses.some((status) => status?.status === 'active'))) return statuses
      before = now
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** A bad digest makes the bytes worthless; everything else leaves them for the next try. */
  async function onFailure(model: Model, files: readonly Aria2File[], { errorCode }: Aria2Status): Promise<never> {
    const error = errorOf(errorCode)
    if (error.code === 'checksum-mismatch') await erase(model, files)
    throw error
  }

  async function checkSizes(model: Model, statuses: readonly (Aria2Status | null)[]): Promise<void> {
    for (const [at, { size, path }] of model.files.entries()) {
      const told = statuses[at]?.totalLength ?? 0
      if (size === null || told === 0 || told === size) continue
      await erase(model, filesOf(model))
      throw new EngineError(
        'size-mismatch',
        `"${path}" has ${told} bytes at its source, but the app says ${size}. It may be another file: check its address.`,
      )
    }
  }

  async function verifyAgain(job: MoverJob, files: readonly Aria2File[]): Promise<{ unverified: boolean }> {
    const { model } = job
    proved.delete(model.id)
    const total = model.files.reduce((sum, { size }) => sum + (size ?? 0), 0)
    job.report({ phase: 'verify', files: wholeFiles(model), verifiedBytes: 0 })
    if (!(await isWhole(model, true))) {
      await erase(model, files)
      return move({ ...job, task: 'fetch' })
    }
    job.report({ phase: 'verify', files: wholeFiles(model), verifiedBytes: total })
    return { unverified: isUnproved(model) }
  }

  async function remember(model: Model): Promise<void> {
    const [first] = model.files
    const stat = first === undefined ? null : await disk?.stat(placeOf(model, first.path))
    if (stat) proved.set(model.id, stat)
  }

  /** Whether every file is there as it should be: by size and time where it was proved before, else by its digest. */
  async function isWhole(model: Model, mustHash: boolean = false): Promise<boolean> {
    if (disk === undefined) {
      const statuses = await Promise.all(filesOf(model).map((file) => file.status()))
      return statuses.length > 0 && statuses.every((status) => status?.status === 'complete')
    }
    for (const { path, size, sha256 } of model.files) {
      const place = placeOf(model, path)
      const stat = await disk.stat(place)
      if (stat === null || (size !== null && stat.size !== size) || (await disk.stat(`${place}.aria2`)) !== null)
        return false
      const before = proved.get(model.id)
      const isKnown = before?.size === stat.size && before.modifiedAtMs === stat.modifiedAtMs
      if (sha256 !== null && (mustHash || !isKnown) && (await disk.sha256(place)) !== sha256) return false
    }
    if (model.files.length > 0) await remember(model)
    return model.files.length > 0
  }

  async function look(model: Model): Promise<MoverLook> {
    const statuses = await Promise.all(filesOf(model).map((file) => file.status()))
    const [first] = model.files
    const stat = first === undefined ? null : ((await disk?.stat(placeOf(model, first.path))) ?? null)
    const modifiedAtMs = stat?.modifiedAtMs ?? null
    if (await isWhole(model)) {
      const files = await Promise.all(model.files.map((file, at) => sized(model, file, statuses[at] ?? null)))
      const located = files.map(({ path, receivedBytes: size }) => ({ path, location: placeOf(model, path), size }))
      return { status: 'available', files, verified: !isUnproved(model), located, modifiedAtMs }
    }
    const isCorrupt = stat !== null && !statuses.some(isUnderWay) && !(await hasControlFile(model))
    const files = isCorrupt ? noneOf(model) : progressOf(model, statuses).files
    const status = isCorrupt ? 'corrupt' : receivedBytes(files) > 0 ? 'partial' : 'missing'
    return { status, files, verified: false, located: null, modifiedAtMs }
  }

  /** The daemon keeps one beside each file that is not complete. */
  async function hasControlFile(model: Model): Promise<boolean> {
    const found = await Promise.all(model.files.map(({ path }) => disk?.stat(`${placeOf(model, path)}.aria2`)))
    return found.some((stat) => stat)
  }

  async function sized(
    model: Model,
    { path, size }: Model['files'][number],
    status: Aria2Status | null,
  ): Promise<FileProgress> {
    const bytes = size ?? (await disk?.stat(placeOf(model, path)))?.size ?? status?.totalLength ?? 0
    return { path, totalBytes: bytes, receivedBytes: bytes }
  }

  async function erase(model: Model, files: readonly Aria2File[]): Promise<void> {
    proved.delete(model.id)
    for (const file of files) {
      await file.forget()
      await disk?.delete(placeOf(model, file.path))
      await disk?.delete(`${placeOf(model, file.path)}.aria2`)
    }
  }

  const needsDisk: ReadonlySet<string> = new Set(['cancel', 'remove', 'discard', 'verify'])
  const { commands, queries, settings } = MOVER_CAPABILITIES
  return {
    capabilities: {
      commands: commands.filter((type) => disk !== undefined || !needsDisk.has(type)),
      queries,
      settings,
    },
    async open() {
      await rpc.call('getVersion')
      // The core says how many run at once.
      await rpc.call('changeGlobalOption', { 'max-concurrent-downloads': '1000' })
    },
    move,
    look,
    discard: (model) => erase(model, filesOf(model)),
    remove: (model) => erase(model, filesOf(model)),
    limit(bytesPerSecond) {
      const limit = bytesPerSecond === null ? 0 : Math.max(ALMOST_NOTHING, Math.floor(bytesPerSecond))
      void rpc.call('changeGlobalOption', { 'max-overall-download-limit': String(limit) }).catch(() => undefined)
    },
    async close() {
      rpc.close()
    },
  }
}

function isUnproved(model: Model): boolean {
  return model.files.some(({ sha256 }) => sha256 === null)
}

function isUnderWay(status: Aria2Status | null): boolean {
  return status !== null && status.status !== 'complete' && status.status !== 'error'
}

function noneOf(model: Model): readonly FileProgress[] {
  return model.files.map(({ path, size }) => ({ path, totalBytes: size, receivedBytes: 0 }))
}

function wholeFiles(model: Model): readonly FileProgress[] {
  return model.files.map(({ path, size }) => ({ path, totalBytes: size, receivedBytes: size ?? 0 }))
}
