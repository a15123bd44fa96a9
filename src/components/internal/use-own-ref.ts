'use client'

import { type ForwardedRef, type Ref, type RefObject, useMemo, useRef } from 'react'
import { joinRefs } from './merge-props.js'

/** A part's own ref to its element, and one that sets it together with the app's. */
export function useOwnRef<E extends Element>(ref: ForwardedRef<E>): [own: RefObject<E | null>, joined: Ref<E> | null] {
  const own = useRef<E | null>(null)
  return [own, useMemo(() => joinRefs<E>(ref, own), [ref])]
}
