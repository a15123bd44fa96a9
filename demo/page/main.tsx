import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type JSX, StrictMode, useState, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { EngineProvider } from 'weightlift'
import 'weightlift/styles.css'
import type { PageConfig } from '../page-config.js'
import { App } from './app.js'
import { createPlaces } from './engines.js'
import './page.css'
import './panel.css'
import { engineIn } from './tabs.js'

const config = (await (await fetch('/config.json')).json()) as PageConfig
const placeOf = createPlaces(config)

function Demo(): JSX.Element {
  const runsIn = useSyncExternalStore(subscribeToHash, () => engineIn(location.hash))
  return <Place key={runsIn} runsIn={runsIn} />
}

function Place({ runsIn }: { readonly runsIn: ReturnType<typeof engineIn> }): JSX.Element {
  const { engine, host } = placeOf(runsIn)
  // Of its own: what is known of one engine's models says nothing of the other's.
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      <EngineProvider engine={engine}>
        <App config={config} host={host} />
      </EngineProvider>
    </QueryClientProvider>
  )
}

function subscribeToHash(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange)
  return () => window.removeEventListener('hashchange', onChange)
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Demo />
  </StrictMode>,
)
