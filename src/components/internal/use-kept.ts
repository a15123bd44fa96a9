'use client'

import { useMemo } from 'react'

/** A flat object that stays the same one until one of its fields changes. It always has the same fields. */
export function useKept<T extends object>(value: T): T {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fields are the dependencies, not the object that is new each time.
  return useMemo(() => value, Object.values(value))
}
