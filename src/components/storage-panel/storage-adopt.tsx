'use client'

import { forwardRef, type JSX } from 'react'
import type { ModelInput } from '../../engine/core/model.js'
import { type Part, usePart } from '../internal/part.js'
import { useStorageContext } from './storage-context.js'
import type { StoragePartState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

export interface StorageAdoptOptions {
  /** What the file has to be, with its sha256. */
  readonly model: ModelInput
  /** Asks the person where it is, as by the system's dialog; gives its place on the engine's machine, or null where they chose none. */
  readonly pickLocation: (model: ModelInput) => Promise<string | null>
}

/** Takes over a file that the person has already, in place of a download. Nothing where the engine cannot, or has the model. */
export const StorageAdopt: Part<'button', StoragePartState, StorageAdoptOptions> = /*#__PURE__*/ forwardRef(
  function StorageAdopt({ model, pickLocation, ...given }, ref): JSX.Element | null {
    const { state, storage, isReachable, said } = useStorageContext('Adopt')
    const words = useStorageMessages()
    const name = model.name ?? model.id
    const isHere = storage.models.some(({ id }) => id === model.id)
    const adopt = async (): Promise<void> => {
      const location = await pickLocation(model)
      if (location === null) return
      said.set(words.announcement.adopting(name))
      storage.adopt(model, location)
    }
    const element = usePart('button', state, given, ref, {
      type: 'button',
      'data-action': 'adopt',
      'aria-disabled': isReachable ? undefined : true,
      children: words.action.adopt(name),
      onClick: () => isReachable && void adopt(),
    })
    return storage.can.adopt && !isHere && !state.checking ? element : null
  },
)
