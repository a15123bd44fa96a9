import type { Availability, CommandType } from '../engine/core/command.js'
import type { Download } from '../engine/core/download.js'
import type { ModelInput } from '../engine/core/model.js'
import type { DownloadVerbs } from './download-verbs.js'
import type { EngineStore } from './engine-store.js'
import { canOf, modelProgressOf, statusOf } from './model-status.js'
import type { Answered } from './query-source.js'
import { deriveSource, type Source } from './source.js'
import type { ModelDownloadState } from './use-model-download.js'
import { IDLE } from './verb-runner.js'

/** All that is known of one model: its download, what is on disk (null where nobody asks), and what became of the last verb. */
export function createModelSource(
  { snapshots, verbs: runner }: EngineStore,
  model: ModelInput,
  verbs: DownloadVerbs,
  downloads: Source<Download | null>,
  disk: Source<Answered<Availability>> | null,
): Source<ModelDownloadState> {
  const { id } = model
  return deriveSource(
    [downloads, snapshots, runner.states, disk ?? NOTHING_ASKED],
    (download, { link, capabilities }, states, { value, isPending }) =>
      [download, link, listOf(capabilities.commands), states.get(id) ?? IDLE, value, isPending] as const,
    (download, link, commands, verbState, availability, isPending): ModelDownloadState => {
      const status = statusOf(download, availability)
      return {
        id,
        name: model.name ?? download?.name ?? id,
        status,
        isPending: download === null && isPending,
        ...modelProgressOf(status, download, availability, model),
        snapshot: download,
        availability,
        error: download?.error ?? null,
        link,
        can: canOf(status, download, link === 'open', commands.split(',')),
        pending: verbState.pending,
        commandError: verbState.error,
        ...verbs,
      }
    },
  )
}

const NOT_KNOWN: Answered<Availability> = { value: null, isPending: false, error: null }

const NOTHING_ASKED: Source<Answered<Availability>> = {
  getState: () => NOT_KNOWN,
  getInitialState: () => NOT_KNOWN,
  subscribe: () => () => undefined,
}

const lists = new WeakMap<readonly CommandType[], string>()

/** By content: an engine that is back lists the same commands anew. */
function listOf(commands: readonly CommandType[]): string {
  const list = lists.get(commands) ?? commands.join()
  lists.set(commands, list)
  return list
}
