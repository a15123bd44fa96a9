import type { JSX } from 'react'
import { useEngineSnapshot } from 'weightlift'
import type { Host } from './host.js'
import { useAbout } from './use-about.js'

const WORDS = {
  connecting: 'Connecting to the engine',
  open: 'Engine connected',
  lost: 'Engine out of reach, trying again',
  closed: 'Engine closed',
}

/** Whether the engine's process can be reached. */
export function EngineStatus({ host }: { readonly host: Host }): JSX.Element {
  const link = useEngineSnapshot((snapshot) => snapshot.link)
  const about = useAbout(host)
  return (
    <output className="link" data-link={link}>
      {WORDS[link]}
      {link === 'open' && about && <span> · process {about.pid}</span>}
    </output>
  )
}
