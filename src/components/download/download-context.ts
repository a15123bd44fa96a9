'use client'

import { type Context, createContext, useContext } from 'react'
import type { Exemptions } from '../../engine/core/command.js'
import type { ErrorData } from '../../engine/core/errors.js'
import type { DownloadVerbs } from '../../hooks/download-verbs.js'
import type { DownloadCan } from '../../hooks/model-status.js'
import type { DownloadVerb } from '../../hooks/verb-runner.js'
import type { DownloadNumbers } from './download-numbers.js'
import type { DownloadPartState } from './download-state.js'

/** The verbs that leave a refusal in the state. */
export type DownloadActions = Pick<DownloadVerbs, DownloadVerb>

/** What the parts of one download share and what changes seldom: at a change of status, not at each byte. */
export interface DownloadContextValue {
  readonly id: string
  /** For people. */
  readonly name: string
  readonly state: DownloadPartState
  /** Controls to draw: what makes sense in this status and what the engine can do. While the engine is out of reach they stay, disabled. */
  readonly can: DownloadCan
  readonly isReachable: boolean
  readonly verbs: DownloadActions
  /** All files together, bytes; null where nobody knows. */
  readonly totalBytes: number | null
  /** What the newer version that was found would take, bytes; null where there is none, or nobody knows. */
  readonly updateBytes: number | null
  /** Place in line, or null. */
  readonly position: number | null
  /** What a person may allow this download, so that it waits no more; null where nothing of the kind would help. */
  readonly exemption: keyof Exemptions | null
  /** When a waiting download goes on, epoch milliseconds, or null. */
  readonly untilMs: number | null
  /** What a person has to hear of: a refused command, or else why a failed download failed. */
  readonly error: ErrorData | null
  /** Bytes of the model on this machine, complete or not, asked when they are needed: they change all the time. */
  readonly bytesOnDisk: () => number
}

export const DownloadContext: Context<DownloadContextValue | null> = createContext<DownloadContextValue | null>(null)

/** The numbers have a context of their own, so that a button does not render when a byte comes. */
export const DownloadNumbersContext: Context<DownloadNumbers | null> = createContext<DownloadNumbers | null>(null)

/** The download around a part. `part` names it in the error where there is none. */
export function useDownloadContext(part: string): DownloadContextValue {
  const value = useContext(DownloadContext)
  if (value === null) throw outside(part)
  return value
}

/** The numbers of the download around a part, at most four times a second. */
export function useDownloadNumbers(part: string): DownloadNumbers {
  const value = useContext(DownloadNumbersContext)
  if (value === null) throw outside(part)
  return value
}

function outside(part: string): Error {
  return new Error(
    `<Download.${part}> needs a <Download.Root model={…}> around it, to know which download. Or use <ModelDownload model={…} />.`,
  )
}
