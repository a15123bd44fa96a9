'use client'

import { formatBytes } from '../../engine/core/format.js'
import type { ActionName } from '../../engine/core/messages-download.js'
import type { DownloadVerb } from '../../hooks/verb-runner.js'
import { useLocale } from '../locale/locale-context.js'
import { type DownloadContextValue, useDownloadContext } from './download-context.js'
import { useDownloadMessages } from './use-download-messages.js'

/** A control of a download, whatever element it becomes. */
export interface DownloadActionState {
  readonly name: ActionName
  /** What stands on it. */
  readonly label: string
  /** Whether it makes sense now and the engine can do it: draw it or not. */
  readonly isPossible: boolean
  /** False while the engine is out of reach, or not known to be in it. */
  readonly isEnabled: boolean
  readonly run: () => void
}

/** What a control of the surrounding download says and does. */
export function useDownloadAction(name: DownloadVerb, part: string): DownloadActionState {
  const context = useDownloadContext(part)
  const label = useLabel(name, context)
  return {
    name,
    label,
    isPossible: isPossible(name, context),
    isEnabled: context.isReachable,
    run: () => run(name, context),
  }
}

function run(name: DownloadVerb, { verbs, exemption }: DownloadContextValue): void {
  if (name === 'retry' && exemption !== null) verbs.retry({ [exemption]: true })
  else verbs[name]()
}

function isPossible(name: DownloadVerb, { can, state, exemption }: DownloadContextValue): boolean {
  // Retrying would not end the other reasons: the engine would wait again.
  const waitsForMoment = state.reason === 'retry' || state.reason === 'rate-limited'
  if (name === 'retry') return can.retry && (state.status === 'failed' || waitsForMoment || exemption !== null)
  // What is neither usable nor takes space has nothing to remove; what can be cancelled is removed by that.
  if (name === 'remove') return can.remove && !can.cancel && (state.status === 'completed' || state.partial)
  return can[name]
}

function useLabel(name: DownloadVerb, { state, totalBytes, updateBytes, exemption }: DownloadContextValue): string {
  const messages = useDownloadMessages()
  const { format } = useLocale()
  const { action } = messages
  if (name === 'download') {
    return state.partial
      ? action.resumeDownload
      : action.download(totalBytes === null ? null : formatBytes(totalBytes, format))
  }
  if (name === 'update') return action.update(updateBytes === null ? null : formatBytes(updateBytes, format))
  if (name === 'retry' && exemption !== null) return action[exemption]
  if (name === 'retry') return state.status === 'waiting' ? action.retryNow : action.retry
  if (name === 'remove') return state.status === 'completed' ? action.remove : action.removePartial
  return action[name]
}
