import type { Capabilities } from 'weightlift/engine'
import recorded from '../../docs/capabilities.json' with { type: 'json' }

/** What each engine says in its snapshot. Recorded from the engines themselves, and tests hold the record to them. */
export const CAPABILITIES = recorded as unknown as Readonly<Record<string, Capabilities>>
