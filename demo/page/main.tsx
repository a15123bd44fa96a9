import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { EngineProvider } from 'weightlift'
import { connectHttpEngine } from 'weightlift/http'
import 'weightlift/styles.css'
import type { PageConfig } from '../page-config.js'
import { App } from './app.js'
import { createHost } from './host.js'
import './page.css'
import './panel.css'

const config = (await (await fetch('/config.json')).json()) as PageConfig
const engine = connectHttpEngine({ url: `${config.engineUrl}/engine`, token: config.token })

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <EngineProvider engine={engine}>
        <App config={config} host={createHost(config)} />
      </EngineProvider>
    </QueryClientProvider>
  </StrictMode>,
)
