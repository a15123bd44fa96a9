import type { ModelRun } from '../model-run.js'
import type { HostAbout, PageConfig } from '../page-config.js'

/** What the demo's engine host offers beside the engine. */
export interface Host {
  about(): Promise<HostAbout>
  /** Runs the downloaded model once, where it lies. */
  runModel(): Promise<ModelRun>
}

export function createHost({ engineUrl, token }: PageConfig): Host {
  const ask = async (path: string, method: string): Promise<Response> => {
    const response = await fetch(engineUrl + path, { method, headers: { authorization: `Bearer ${token}` } })
    if (!response.ok) throw new Error((await response.text()) || `The engine host answered ${response.status}.`)
    return response
  }
  return {
    about: async () => (await ask('/about', 'GET')).json() as Promise<HostAbout>,
    runModel: async () => (await ask('/run', 'POST')).json() as Promise<ModelRun>,
  }
}
