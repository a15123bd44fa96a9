import type { JSX } from 'react'
import type { Host } from './host.js'

const TABS = [
  { runsIn: 'process', hash: '#process', label: 'Engine in a Node process' },
  { runsIn: 'page', hash: '#page', label: 'Engine in this page' },
] as const

/** The engine that an address asks for. */
export function engineIn(hash: string): Host['runsIn'] {
  return hash === '#page' ? 'page' : 'process'
}

/** The same page on one engine or the other. */
export function Tabs({ current }: { readonly current: Host['runsIn'] }): JSX.Element {
  return (
    <nav className="tabs" aria-label="Engine">
      {TABS.map(({ runsIn, hash, label }) => (
        <a key={runsIn} href={hash} aria-current={runsIn === current ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}
