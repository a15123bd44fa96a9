'use client'

import { useInsertionEffect, useMemo, useRef } from 'react'
import type { AvailableUpdate } from '../engine/core/download.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import { useEngineContext } from './engine-context.js'
import { perStore } from './per-store.js'
import { downloadOf } from './refresh-answers.js'
import { deriveSource } from './source.js'
import { type SelectOptions, useSource } from './use-selected.js'
import { createVerbRunner, IDLE, verbPair } from './verb-runner.js'

/** What a person can ask of a model that is here, about a newer version. */
export type UpdateVerb = 'check' | 'update'

/**
 * Verbs about a newer version; the same functions at each render. The plain ones return nothing and leave a refusal in `commandError`,
 * until the next; the `…Async` ones reject with `EngineError` where the engine refused, and leave `commandError` alone.
 */
export interface UpdateVerbs {
  /** Looks whether there is a newer version; nothing is fetched yet. */
  readonly check: () => void
  /** Settles once it has looked. */
  readonly checkAsync: () => Promise<void>
  /** Takes the newer version. The old one stays usable until the new one is complete. */
  readonly update: () => void
  readonly updateAsync: () => Promise<void>
}

/** Whether there is a newer version of a model that is here. */
export interface ModelUpdateState extends UpdateVerbs {
  /** The newer version that was found; null where there is none, or it is on its way already. */
  readonly updateAvailable: AvailableUpdate | null
  /** Whether the model's download is about a newer version now; the old one stays usable meanwhile. */
  readonly updating: boolean
  /** Verbs to offer. `update` is false where nobody named the new version's digest (`updateAvailable.needsDigest`): it would be refused. */
  readonly can: Readonly<Record<UpdateVerb, boolean>>
  /** The verb that the engine has not answered yet; `check` while it looks. */
  readonly pending: UpdateVerb | null
  /** Why the last plain verb was refused; cleared by the next plain one. */
  readonly commandError: ErrorData | null
}

/**
 * Looks for a newer version of a model, and takes it. Nothing is looked for by itself.
 *
 * ```tsx
 * const { updateAvailable, check, update } = useModelUpdate(model)
 * ```
 *
 * @param model May be written inline. With another `revision` than the one here it is a newer version itself.
 * @param options Picks what is shown, so that nothing else causes a render.
 * @throws Error outside an `EngineProvider`.
 */
export function useModelUpdate(model: ModelInput): ModelUpdateState
export function useModelUpdate<T>(model: ModelInput, options: SelectOptions<ModelUpdateState, T>): T
export function useModelUpdate<T>(
  model: ModelInput,
  options?: SelectOptions<ModelUpdateState, T>,
): ModelUpdateState | T {
  const { store } = useEngineContext('useModelUpdate')
  const { id } = model
  const newest = useRef(model)
  useInsertionEffect(() => {
    newest.current = model
  })
  const source = useMemo(() => {
    const runner = runnerOf(store)
    const [check, checkAsync] = verbPair(runner, () => ({ type: 'check', model: newest.current }))
    const [update, updateAsync] = verbPair(runner, () => ({ type: 'update', id }))
    return deriveSource(
      [store.snapshots, runner.states],
      (snapshot, states) => {
        const download = downloadOf(snapshot, id)
        const isHere = download?.status === 'completed' || download?.updating === true
        const { link, capabilities } = snapshot
        const updateAvailable = download?.updateAvailable ?? null
        return [updateAvailable, download?.updating ?? false, isHere, link, capabilities, states.get(id) ?? IDLE]
      },
      (updateAvailable, updating, isHere, link, { commands }, { pending, error }): ModelUpdateState => {
        const can = (verb: UpdateVerb, makesSense: boolean): boolean =>
          link === 'open' && isHere && makesSense && commands.includes(verb)
        return {
          updateAvailable,
          updating,
          can: {
            check: can('check', !updating),
            update: can('update', updateAvailable !== null && !updateAvailable.needsDigest && !updating),
          },
          pending,
          commandError: error,
          check,
          checkAsync,
          update,
          updateAsync,
        }
      },
    )
  }, [store, id])
  return useSource(source, options)
}

const runnerOf = /*#__PURE__*/ perStore(({ engine }) => createVerbRunner<UpdateVerb>(engine))
