'use client'

import { forwardRef, type JSX } from 'react'
import type { ErrorData } from '../../engine/core/errors.js'
import type { StorageState } from '../../hooks/use-storage.js'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { type Part, usePart } from '../internal/part.js'
import { useCommonMessages } from '../locale/use-common-messages.js'
import { useStorageContext } from './storage-context.js'
import type { StoragePartState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

/**
 * What a person has to hear of the whole panel: that the engine is out of reach, that it cannot say what is here and why, why a sweep or a
 * file of one's own was refused, or that it is still looking. Nothing where all is well.
 */
export const StorageNotice: Part<'div', StoragePartState> = /*#__PURE__*/ forwardRef(
  function StorageNotice(given, ref): JSX.Element | null {
    const { state, storage } = useStorageContext('Notice')
    const { link } = useCommonMessages()
    const messages = useDownloadMessages()
    const { pending } = useStorageMessages()
    const error = withoutRow(storage) ?? storage.error
    const words = error === null ? null : messages.error[error.code]
    const text = (state.link === null ? null : link[state.link]) ?? (state.checking ? pending : null)
    const element = usePart('div', state, given, ref, {
      role: words === null ? undefined : 'alert',
      children:
        words === null ? (
          text
        ) : (
          <>
            <strong>{words.title}</strong> <span>{words.hint}</span>
          </>
        ),
    })
    return words === null && text === null ? null : element
  },
)

/** Why a verb was refused that is about no row: a sweep, or the adoption of a model that is not here. */
function withoutRow({ errors, models, partials }: StorageState): ErrorData | null {
  const ids = new Set([...models, ...partials].map(({ id }) => id))
  for (const [id, error] of errors) if (!ids.has(id)) return error
  return null
}
