import { QueryClient } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import type { Engine } from '../../src/engine/core/engine.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'

/** A wrapper for Testing Library: StrictMode, the provider, and a query client that forgets at once. */
export function withEngine(
  engine: Engine,
  queryClient = new QueryClient(),
): (props: { children: ReactNode }) => ReactNode {
  return ({ children }) => (
    <StrictMode>
      <EngineProvider engine={engine} queryClient={queryClient}>
        {children}
      </EngineProvider>
    </StrictMode>
  )
}
