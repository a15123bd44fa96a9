'use client'

import { type FocusEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** Where focus may go by itself: never to what ends, deletes or fetches a model at the next press of the space bar. */
const SAFE_BUTTON = 'button[data-action]:not([data-action=cancel],[data-action=remove],[data-action=update])'

// React 18 warns of layout effects where there is no layout.
const useAfterChange = typeof document === 'undefined' ? useEffect : useLayoutEffect

interface FocusKeeper {
  readonly onFocus: (event: FocusEvent) => void
  readonly onBlur: (event: FocusEvent) => void
}

/**
 * Keeps the focus inside an element when the focused control is taken away (Pause makes room for Resume, Cancel goes with
 * the download): it moves to the control that took over, or to the element itself, and not to the top of the page.
 */
export function useFocusKeeper(root: RefObject<HTMLElement | null>): FocusKeeper {
  const focused = useRef<Element | null>(null)

  useAfterChange(() => {
    const last = focused.current
    const element = root.current
    if (last === null || element === null || element.contains(last)) return
    focused.current = null
    const { activeElement, body } = element.ownerDocument
    if (activeElement !== null && activeElement !== body) return
    const button = element.querySelector<HTMLElement>(SAFE_BUTTON)
    if (button === null) element.tabIndex = -1
    ;(button ?? element).focus({ preventScroll: true })
  })

  return {
    onFocus: ({ target }) => {
      focused.current = target
    },
    // React tells of no blur when it removes the focused element itself: what comes here is the user's doing.
    onBlur: ({ target }) => {
      // Still focused where it stands: the window was left, not the control.
      if ((target.getRootNode() as Document | ShadowRoot).activeElement !== target) focused.current = null
    },
  }
}
