import type { JSX } from 'react'
import type { ActionName } from '../../engine/core/messages-download.js'
import { Outline } from '../internal/outline.js'

/** Each has a shape of its own. An action without one does not compile. */
const PATHS: Readonly<Record<ActionName, string>> = {
  download: 'M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M5 20h14',
  pause: 'M9 6v12M15 6v12',
  resume: 'M8 5.5v13l10.5-6.5L8 5.5Z',
  cancel: 'm7 7 10 10M17 7 7 17',
  retry: 'M19 12a7 7 0 1 1-2-5l3 2m0-5v5h-5',
  remove: 'M5 7h14M10 7V4h4v3m3 0-1 13H8L7 7',
  update: 'M12 19V6m0 0 5 5m-5-5-5 5',
}

/** A drawing of what a button does, for the eye only: its name says it in words. */
export function ActionIcon({ action }: { readonly action: ActionName }): JSX.Element {
  return <Outline path={PATHS[action]} />
}
