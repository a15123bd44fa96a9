'use client'

import { useEngineSnapshot } from '../../hooks/use-engine-snapshot.js'
import type { DownloadVerb } from '../../hooks/verb-runner.js'
import { type DownloadActionState, useDownloadAction } from '../download/use-download-action.js'

/**
 * A control of a download that stays where it is: disabled while it makes no sense, so that the keyboard focus is never lost and nothing
 * around it moves. Not possible only where the engine cannot do it at all.
 */
export function useStandaloneAction(verb: DownloadVerb): DownloadActionState {
  const action = useDownloadAction(verb, 'Root')
  // Until the engine is reached nobody knows what it can do.
  const isPossible = useEngineSnapshot(
    ({ link, capabilities }) => link === 'connecting' || capabilities.commands.includes(verb),
  )
  return { ...action, isPossible, isEnabled: action.isPossible && action.isEnabled }
}
