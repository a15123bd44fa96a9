'use client'

import { forwardRef, type MouseEvent } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { problemOf } from './schedule-draft.js'
import { useSettingsWindow } from './settings-context.js'
import type { SettingsWindowState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** Takes a window out of the schedule; with the last one the schedule ends. The focus goes to the next one, or to the field's control. */
export const SettingsWindowRemove: Part<'button', SettingsWindowState> = /*#__PURE__*/ forwardRef(
  function SettingsWindowRemove(given, ref) {
    const { at, window, remove } = useSettingsWindow('WindowRemove')
    const { action } = useSettingsMessages()
    return usePart('button', { invalid: problemOf(window) }, given, ref, {
      type: 'button',
      'data-action': 'remove-window',
      children: action.removeWindow,
      onClick: ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
        const field = currentTarget.closest('[data-setting="schedule"]:not(ul)')
        remove()
        // After it is drawn.
        requestAnimationFrame(() => {
          if (currentTarget.isConnected) return
          const buttons = field?.querySelectorAll<HTMLElement>('[data-action="remove-window"]') ?? []
          ;(buttons[at] ?? [...buttons].at(-1) ?? field?.querySelector<HTMLElement>('input'))?.focus()
        })
      },
    })
  },
)
