'use client'

import { useMemo } from 'react'
import type { ModelInput } from '../engine/core/model.js'
import { createAvailableSource, type ModelAvailable } from './available-source.js'
import { useEngineContext } from './engine-context.js'
import { useSameModel } from './use-same-model.js'
import { type SelectOptions, useSource } from './use-selected.js'

/**
 * Whether a model is on this machine, asked once the engine's link is open and kept in the query client.
 * Asked again when the model's download starts, stops, completes, is cancelled or removed, and when a lost link is back;
 * not on focus and not on a timer.
 *
 * @param model May be written inline.
 * @param options Picks what is shown, so that nothing else causes a render.
 * @throws Error outside an `EngineProvider`.
 */
export function useModelAvailable(model: ModelInput): ModelAvailable
export function useModelAvailable<T>(model: ModelInput, options: SelectOptions<ModelAvailable, T>): T
export function useModelAvailable<T>(
  model: ModelInput,
  options?: SelectOptions<ModelAvailable, T>,
): ModelAvailable | T {
  const context = useEngineContext('useModelAvailable')
  const same = useSameModel(model)
  const source = useMemo(() => createAvailableSource(context, same), [context, same])
  return useSource(source, options)
}
