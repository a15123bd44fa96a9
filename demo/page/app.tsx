import type { JSX } from 'react'
import { LARGE, SILERO } from '../models.js'
import type { PageConfig } from '../page-config.js'
import { EngineStatus } from './engine-status.js'
import type { Host } from './host.js'
import { ModelCard } from './model-card.js'
import { RunPanel } from './run-panel.js'
import { Tabs } from './tabs.js'
import { TryThis } from './try-this.js'

export interface AppProps {
  readonly config: PageConfig
  readonly host: Host
}

export function App({ config, host }: AppProps): JSX.Element {
  const modelOf = (id: string) => config.models.find((model) => model.id === id)
  const silero = modelOf(SILERO.id)
  const large = modelOf(LARGE.id)
  return (
    <>
      <header className="masthead">
        <img src="/mark.svg" alt="" width="40" height="40" />
        <div>
          <h1>Weightlift</h1>
          <p>Models that download while the app is already running, and survive whatever happens to it.</p>
        </div>
        <EngineStatus host={host} />
        <Tabs current={host.runsIn} />
      </header>
      <main className="columns">
        <section aria-label="A small model that runs">
          {silero && <ModelCard model={silero} host={host} />}
          <RunPanel host={host} model={SILERO} />
        </section>
        <section aria-label="A large model">
          {large && <ModelCard model={large} host={host} />}
          <TryThis host={host} />
        </section>
      </main>
      <footer className="colophon">
        {host.runsIn === 'page' ? (
          <>
            The engine runs in a worker of this page and writes to the browser’s private file system for this address.
          </>
        ) : (
          <>
            The engine runs in a Node process of its own and writes to <code>{config.directory}</code>. This page only
            shows what it tells.
          </>
        )}
      </footer>
    </>
  )
}
