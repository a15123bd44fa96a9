import { createBrowserEngine } from 'weightlift/browser'
import type { Engine } from 'weightlift/engine'
import { connectHttpEngine } from 'weightlift/http'
import type { PageConfig } from '../page-config.js'
import { createHost, type Host } from './host.js'
import { createPageHost } from './page-host.js'

/** An engine, and what the demo does with it. */
export interface Place {
  readonly engine: Engine
  readonly host: Host
}

/** The engine of each tab, started when the tab is first opened; both go on while the other one is looked at. */
export function createPlaces(config: PageConfig): (runsIn: Host['runsIn']) => Place {
  const started = new Map<Host['runsIn'], Place>()
  return (runsIn) => {
    const known = started.get(runsIn)
    if (known !== undefined) return known
    const place = runsIn === 'page' ? inPage() : inProcess(config)
    started.set(runsIn, place)
    return place
  }
}

function inProcess(config: PageConfig): Place {
  const engine = connectHttpEngine({ url: `${config.engineUrl}/engine`, token: config.token })
  return { engine, host: createHost(config) }
}

function inPage(): Place {
  const engine = createBrowserEngine({
    // Straight from source; in an app the default finds the built worker.
    createWorker: () =>
      new Worker(new URL('../../src/engine/browser/worker/engine-worker.ts', import.meta.url), { type: 'module' }),
  })
  return { engine, host: createPageHost(engine) }
}
