'use client'

import { type ChangeEvent, forwardRef, type JSX } from 'react'
import { useCell } from '../internal/cell.js'
import { type Part, usePart } from '../internal/part.js'
import { useStorageContext } from './storage-context.js'
import type { StoragePartState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

const DAY_MS = 86_400_000

/** How old what a sweep takes has to be, in days. */
const AGES = [0, 1, 7, 30] as const

/** From which age on `Storage.Sweep` sweeps: a `<select>`. Nothing where there is nothing to sweep. */
export const StorageSweepAge: Part<'select', StoragePartState> = /*#__PURE__*/ forwardRef(
  function StorageSweepAge(given, ref): JSX.Element | null {
    const { state, storage, sweepAge } = useStorageContext('SweepAge')
    const words = useStorageMessages()
    const ageMs = useCell(sweepAge, (ms) => ms)
    const { can, sizes } = storage
    const element = usePart('select', state, given, ref, {
      'aria-label': words.sweepLabel,
      value: ageMs,
      onChange: ({ target }: ChangeEvent<HTMLSelectElement>) => sweepAge.set(Number(target.value)),
      children: AGES.map((days) => (
        <option key={days} value={days * DAY_MS}>
          {words.olderThan(days)}
        </option>
      )),
    })
    return can.sweep && sizes.partialBytes + sizes.leftoverBytes > 0 ? element : null
  },
)
