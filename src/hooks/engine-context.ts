'use client'

import type { QueryClient } from '@tanstack/react-query'
import { type Context, createContext, useContext } from 'react'
import type { EngineStore } from './engine-store.js'

export interface EngineContextValue {
  readonly store: EngineStore
  readonly queryClient: QueryClient
}

export const EngineContext: Context<EngineContextValue | null> = createContext<EngineContextValue | null>(null)

/** What the provider above gives; throws, naming the hook that asked, where there is none. */
export function useEngineContext(hook: string): EngineContextValue {
  const value = useContext(EngineContext)
  if (value === null) {
    throw new Error(
      `${hook}() needs an <EngineProvider engine={…}> above it, to know whose downloads to show. Create the engine once, outside of any component, and write <EngineProvider engine={engine}>…</EngineProvider> around the app.`,
    )
  }
  return value
}
