import type { JSX } from 'react'
import { CAPABILITIES } from './capabilities.js'
import './capability-table.css'

/** What the verbs do, for who chooses. */
const KINDS = { commands: 'Commands', queries: 'Questions', settings: 'Settings' } as const

/** One row for all that any engine can do, one column an engine. */
export function CapabilityTable(): JSX.Element {
  const engines = Object.keys(CAPABILITIES)
  return (
    <table className="capabilities">
      <caption>What each engine says in its capabilities</caption>
      <thead>
        <tr>
          <td />
          {engines.map((engine) => (
            <th key={engine} scope="col">
              {engine}
            </th>
          ))}
        </tr>
      </thead>
      {Object.entries(KINDS).map(([kind, title]) => (
        <tbody key={kind}>
          <tr>
            <th scope="rowgroup" colSpan={engines.length + 1}>
              {title}
            </th>
          </tr>
          {namesOf(kind as keyof typeof KINDS).map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {engines.map((engine) => (
                <td key={engine}>{can(engine, kind as keyof typeof KINDS, name) ? 'yes' : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

function namesOf(kind: keyof typeof KINDS): readonly string[] {
  return [...new Set(Object.values(CAPABILITIES).flatMap((capabilities): readonly string[] => capabilities[kind]))]
}

function can(engine: string, kind: keyof typeof KINDS, name: string): boolean {
  const list: readonly string[] = CAPABILITIES[engine]?.[kind] ?? []
  return list.includes(name)
}
