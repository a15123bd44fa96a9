'use client'

import { forwardRef, type JSX } from 'react'
import { formatBytes } from '../../engine/core/format.js'
import { useEngine } from '../../hooks/use-engine.js'
import { useCell } from '../internal/cell.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useStorageContext } from './storage-context.js'
import type { StoragePartState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

export interface StorageSweepOptions {
  /** Sweeps what was last written longer ago than this, milliseconds. Default: what `Storage.SweepAge` says, or everything. */
  readonly olderThanMs?: number
}

/**
 * Deletes partials that nobody waits for and leftovers of crashed runs, and says how much that freed. Never what runs, waits or is in line,
 * no complete model and no file of others. Nothing where the engine cannot, or nothing of the kind is here.
 */
export const StorageSweep: Part<'button', StoragePartState, StorageSweepOptions> = /*#__PURE__*/ forwardRef(
  function StorageSweep({ olderThanMs, ...given }, ref): JSX.Element | null {
    const { state, storage, isReachable, said, sweepAge } = useStorageContext('Sweep')
    const engine = useEngine()
    const { format } = useLocale()
    const words = useStorageMessages()
    const age = useCell(sweepAge, (ms) => ms)
    const { can, sizes, pending } = storage
    const isEnabled = isReachable && !pending.has('')
    const sweep = async (): Promise<void> => {
      const before = await leftBytes()
      try {
        await storage.sweepAsync(olderThanMs ?? age)
      } catch {
        return storage.sweep(olderThanMs ?? age)
      }
      const freed = before - (await leftBytes())
      said.set(freed > 0 ? words.announcement.swept(formatBytes(freed, format)) : words.announcement.sweptNothing)
    }
    const leftBytes = async (): Promise<number> => {
      const answer = await engine.query({ type: 'storage' })
      if (!answer.ok) return 0
      const { models, orphans } = answer.value
      return [...models, ...orphans].reduce((sum, { bytes }) => sum + bytes, 0)
    }
    const element = usePart('button', state, given, ref, {
      type: 'button',
      'data-action': 'sweep',
      'aria-disabled': isEnabled ? undefined : true,
      children: words.action.sweep,
      onClick: () => isEnabled && void sweep(),
    })
    return (can.sweep || !isReachable) && sizes.partialBytes + sizes.leftoverBytes > 0 ? element : null
  },
)
