'use client'

import { useState } from 'react'
import type { ModelInput } from '../engine/core/model.js'
import { modelKey } from './model-key.js'

/** The same object for as long as the model is described in the same way, so that it may be written inline. */
export function useSameModel<M extends ModelInput | null>(model: M): M {
  const [kept, keep] = useState<M>(model)
  if (kept === model || (kept !== null && model !== null && modelKey(kept) === modelKey(model))) return kept
  keep(model)
  return model
}
