import { commands as untyped } from 'vitest/browser'
import type { ContractModels } from '../../../src/engine/testing/index.js'
import type { NamedFault } from './named-fault.js'

export interface OpenServer {
  readonly id: number
  readonly url: string
  readonly sha256: Readonly<Record<string, string>>
}

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly range: string | null
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** What the process that runs the tests does for them; see site-commands. */
export const commands = untyped as unknown as {
  openSite(): Promise<{ readonly id: number; readonly models: ContractModels; readonly origin: string }>
  tellSite(id: number, what: 'hurry' | 'mend'): Promise<void>
  releaseSite(id: number): Promise<{ readonly size: number; readonly sha256: string }>
  closeSite(id: number): Promise<void>
  openServer(sizes: Readonly<Record<string, number>>, cors?: boolean | { readonly expose: string }): Promise<OpenServer>
  setServerFaults(id: number, faults: readonly NamedFault[]): Promise<void>
  serverRequests(id: number): Promise<readonly SeenRequest[]>
  closeServer(id: number): Promise<void>
}
