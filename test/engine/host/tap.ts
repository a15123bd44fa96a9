import type { FileRef, Files, PartFile } from '../../../src/engine/ports/files.js'
import type { Platform } from '../../../src/engine/ports/platform.js'
import type { SimulatedMachine } from '../../../src/engine/testing/index.js'

/** A call that changes what is on disk. */
export type Change =
  | 'write'
  | 'flush'
  | 'truncate'
  | 'publish'
  | 'clone'
  | 'delete-part'
  | 'delete'
  | 'delete-folder'
  | 'journal-write'
  | 'journal-delete'

/** Called before a change is begun. Gives what it shall wait for, or what is to be done when it was begun and before it settles. */
export type Tap = (
  change: Change,
  of: string,
  value?: unknown,
) => Promise<void> | (() => void | Promise<void>) | undefined

/** The ports of a platform, with every change of the disk told first. */
export function tapped(platform: Platform, tap: Tap): Platform {
  function change<T>(name: Change, of: string, run: () => Promise<T>, value?: unknown): Promise<T> {
    const told = tap(name, of, value)
    if (told instanceof Promise) return told.then(run)
    const result = run()
    const wait = told?.()
    return wait === undefined ? result : wait.then(() => result)
  }

  function part(file: PartFile, { path }: FileRef): PartFile {
    return {
      write: (offset, chunks) => change('write', path, () => file.write(offset, chunks), offset),
      read: (offset, length) => file.read(offset, length),
      flush: () => change('flush', path, () => file.flush()),
      truncate: (size) => change('truncate', path, () => file.truncate(size), size),
      size: () => file.size(),
      close: () => file.close(),
    }
  }

  const { files, journal } = platform
  const tappedFiles: Files = {
    openPart: async (ref) => part(await files.openPart(ref), ref),
    stat: (ref) => files.stat(ref),
    statPart: (ref) => files.statPart(ref),
    publish: (ref) => change('publish', ref.path, () => files.publish(ref)),
    clone: (from, to) => change('clone', to.path, () => files.clone(from, to)),
    deletePart: (ref) => change('delete-part', ref.path, () => files.deletePart(ref)),
    delete: (ref) => change('delete', ref.path, () => files.delete(ref)),
    deleteFolder: (folder) => change('delete-folder', folder, () => files.deleteFolder(folder)),
    locate: (ref) => files.locate(ref),
    freeBytes: () => files.freeBytes(),
  }
  return {
    ...platform,
    clock: platform.clock,
    files: tappedFiles,
    journal: {
      load: () => journal.load(),
      write: (key, value) => change('journal-write', key, () => journal.write(key, value), value),
      delete: (key) => change('journal-delete', key, () => journal.delete(key)),
    },
  }
}

/** The same machine, whose programs are tapped. */
export function tappedMachine(machine: SimulatedMachine, tap: (kill: () => void) => Tap): SimulatedMachine {
  return {
    ...machine,
    boot() {
      const process = machine.boot()
      return {
        ...process,
        platform: tapped(
          process.platform,
          tap(() => process.kill({ powerLoss: true })),
        ),
      }
    },
  }
}
