'use client'

import { useState } from 'react'
import type { Schedule, Settings } from '../../engine/core/snapshot.js'
import { draftOf, type ScheduleDraft, scheduleOf } from './schedule-draft.js'

/**
 * The schedule as it is edited. What is right is set at once; what is wrong, or was refused, stays as it was written. Otherwise what the
 * engine goes by is shown, also where somebody else changed it.
 */
export function useScheduleDraft(
  schedule: Schedule | null,
  isRefused: boolean,
  set: (settings: Partial<Settings>) => void,
): [ScheduleDraft | null, (draft: ScheduleDraft | null) => void] {
  const [edited, setEdited] = useState<{ readonly draft: ScheduleDraft | null } | null>(null)
  const asked = edited === null || edited.draft === null ? null : scheduleOf(edited.draft)
  const isWrong = edited !== null && edited.draft !== null && asked === null
  const draft = edited !== null && (isWrong || isRefused) ? edited.draft : schedule === null ? null : draftOf(schedule)

  const change = (next: ScheduleDraft | null): void => {
    const made = next === null ? null : scheduleOf(next)
    setEdited({ draft: next })
    if ((next === null || made !== null) && JSON.stringify(made) !== JSON.stringify(schedule)) set({ schedule: made })
  }
  return [draft, change]
}
