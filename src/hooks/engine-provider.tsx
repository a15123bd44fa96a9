'use client'

import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { type JSX, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Engine } from '../engine/core/engine.js'
import { EngineContext, type EngineContextValue } from './engine-context.js'
import { engineQueryKeys } from './engine-queries.js'
import { engineStoreOf } from './engine-store.js'
import { createRefresher } from './refresh-answers.js'

export interface EngineProviderProps {
  /** Whose downloads to show. The app owns it: an unmounted provider lets go of the engine and does not close it. */
  readonly engine: Engine
  /** Holds the engine's answers. Default: the client of the `QueryClientProvider` above, or else one of the provider's own. */
  readonly queryClient?: QueryClient
  readonly children?: ReactNode
}

/**
 * Shows an engine to the hooks and components below. Create the engine once, outside of components; another engine may be
 * given at any time, and everything below then shows that one.
 *
 * A server renders what an engine shows before it knows anything, and the page takes over from there.
 */
export function EngineProvider({ engine, queryClient, children }: EngineProviderProps): JSX.Element {
  if (!engine) {
    throw new Error(
      'EngineProvider needs an engine, and got none. Create one outside of any component, as with connectHttpEngine() from "weightlift/http", and write <EngineProvider engine={engine}>.',
    )
  }
  const appClient = useContext(QueryClientContext)
  const [ownClient] = useState(() => new QueryClient())
  const client = queryClient ?? appClient ?? ownClient

  const value = useMemo<EngineContextValue>(() => {
    const store = engineStoreOf(engine)
    store.refresh()
    return { store, queryClient: client }
  }, [engine, client])

  useEffect(() => {
    // What was answered before this provider watched may have become untrue unseen.
    void client.invalidateQueries({ queryKey: engineQueryKeys.all(engine) })
    return value.store.connect(createRefresher(client, engine))
  }, [engine, client, value])

  return <EngineContext.Provider value={value}>{children}</EngineContext.Provider>
}
