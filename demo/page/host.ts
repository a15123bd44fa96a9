import type { ModelInput } from 'weightlift/engine'
import type { ModelRun } from '../model-run.js'
import type { HostAbout, PageConfig, PageModel } from '../page-config.js'

/** What the demo offers beside an engine, wherever that runs. */
export interface Host {
  readonly runsIn: 'process' | 'page'
  /** Null where it is no process. */
  about(): Promise<HostAbout | null>
  /** A model as this engine takes it. */
  modelOf(model: PageModel): ModelInput
  /** Runs the downloaded model once, where it lies. */
  runModel(): Promise<ModelRun>
}

/** Of the engine in a process of its own. */
export function createHost({ engineUrl, token }: PageConfig): Host {
  const ask = async (path: string, method: string): Promise<Response> => {
    const response = await fetch(engineUrl + path, { method, headers: { authorization: `Bearer ${token}` } })
    if (!response.ok) throw new Error((await response.text()) || `The engine host answered ${response.status}.`)
    return response
  }
  return {
    runsIn: 'process',
    modelOf: ({ id, name, size }) => ({ id, name, size }),
    about: async () => (await ask('/about', 'GET')).json() as Promise<HostAbout>,
    runModel: async () => (await ask('/run', 'POST')).json() as Promise<ModelRun>,
  }
}
