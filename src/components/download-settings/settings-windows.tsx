'use client'

import { forwardRef, type JSX, useState } from 'react'
import { type Part, usePart } from '../internal/part.js'
import type { WindowDraft } from './schedule-draft.js'
import { SettingsWindowContext, useSettingsContext, useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** The hours at which downloads run: a `<ul>` that draws its children once for each window. They begin with a `Settings.Window`. Nothing while there is no schedule. */
export const SettingsWindows: Part<'ul', SettingsFieldState> = /*#__PURE__*/ forwardRef(function SettingsWindows(
  { children, ...given },
  ref,
): JSX.Element | null {
  const { state } = useSettingsField('Windows')
  const { schedule, setSchedule, isReachable } = useSettingsContext('Windows')
  const { label } = useSettingsMessages()
  const windows = schedule?.windows ?? []
  // Windows have no names: a window's number stays its own when one before it goes, so that what is written in it stays with it.
  const [{ numbers, next }, setNumbers] = useState<{ numbers: readonly number[]; next: number }>({
    numbers: [],
    next: 0,
  })
  const numberAt = (at: number): number => numbers[at] ?? next + at - numbers.length
  const put = (next: readonly WindowDraft[]): void => {
    // Without a window there is no schedule.
    if (schedule !== null && isReachable) setSchedule(next.length === 0 ? null : { ...schedule, windows: next })
  }
  const element = usePart('ul', state, given, ref, {
    role: 'list',
    'aria-label': label.windows,
    children: windows.map((window, at) => {
      const value = {
        at,
        window,
        change: (change: Partial<WindowDraft>) =>
          put(windows.map((other, place) => (place === at ? { ...other, ...change } : other))),
        remove: () => {
          if (!isReachable) return
          const before = windows.map((_, place) => numberAt(place))
          setNumbers({ numbers: before.filter((_, place) => place !== at), next: Math.max(next, ...before) + 1 })
          put(windows.filter((_, place) => place !== at))
        },
      }
      return (
        <SettingsWindowContext.Provider key={numberAt(at)} value={value}>
          {children}
        </SettingsWindowContext.Provider>
      )
    }),
  })
  return schedule === null ? null : element
})
