'use client'

import { type Context, createContext, useContext } from 'react'
import type { ErrorData } from '../../engine/core/errors.js'
import type { Cell } from '../internal/cell.js'
import type { Drag } from './drag.js'
import type { Move } from './queue-moves.js'
import type { QueueSectionName, QueueSections } from './queue-sections.js'
import type { QueuePartState } from './queue-state.js'
import type { RowWindow } from './row-window.js'

/** What the parts of a queue share and what changes when a download changes its place. */
export interface QueueContextValue {
  readonly state: QueuePartState
  readonly sections: QueueSections
  /** Controls to draw: what the engine can do. */
  readonly can: { readonly pauseAll: boolean; readonly resumeAll: boolean; readonly move: boolean }
  readonly isReachable: boolean
  /** Whether only rows near the view are drawn. */
  readonly isWindowed: boolean
  /** Why the last command for the whole queue was refused. */
  readonly error: ErrorData | null
  readonly pauseAll: () => void
  readonly resumeAll: () => void
}

/** What rows share: never another object, so that no row renders because another one moved. */
export interface QueueRows {
  readonly window: RowWindow
  readonly drag: Cell<Drag | null>
  /** What the live region says. */
  readonly said: Cell<string>
  readonly move: (id: string, move: Move) => void
  readonly startDrag: (event: PointerEvent, id: string) => void
  /** Whether the keyboard focus was in the row of this download when it was last in any. */
  readonly hadFocus: (id: string) => boolean
}

/** A row: which download, and what can be done with its place. */
export interface QueueRow {
  readonly id: string
  readonly section: QueueSectionName
  /** Whether the list is so long that only rows near the view are drawn. */
  readonly isWindowed: boolean
  /** Among the first, so that it is drawn before it is known what is near the view. */
  readonly isFirst: boolean
  readonly canMoveUp: boolean
  readonly canMoveDown: boolean
}

export const QueueContext: Context<QueueContextValue | null> = createContext<QueueContextValue | null>(null)

export const QueueRowsContext: Context<QueueRows | null> = createContext<QueueRows | null>(null)

export const QueueSectionContext: Context<QueueSectionName | null> = createContext<QueueSectionName | null>(null)

export const QueueRowContext: Context<QueueRow | null> = createContext<QueueRow | null>(null)

/** The queue around a part. `part` names it in the error where there is none. */
export function useQueueContext(part: string): QueueContextValue {
  return useContext(QueueContext) ?? outside(part)
}

/** What rows share. */
export function useQueueRows(part: string): QueueRows {
  return useContext(QueueRowsContext) ?? outside(part)
}

/** The name of the section around a part. */
export function useQueueSection(part: string): QueueSectionName {
  useQueueContext(part)
  const name = useContext(QueueSectionContext)
  if (name === null) {
    throw new Error(
      `<Queue.${part}> needs a <Queue.Section name="queued"> around it, to know which downloads to show. Put it inside one, or use <DownloadQueue />.`,
    )
  }
  return name
}

/** The row around a part. */
export function useQueueRow(part: string): QueueRow {
  useQueueRows(part)
  const row = useContext(QueueRowContext)
  if (row === null) {
    throw new Error(
      `<Queue.${part}> needs a <Queue.List> around it, which draws its children once for each download. Put it inside one, or use <DownloadQueue />.`,
    )
  }
  return row
}

function outside(part: string): never {
  throw new Error(
    `<Queue.${part}> needs a <Queue.Root> around it, to know whose downloads to show. Put it inside one, or use <DownloadQueue />, which has everything in it.`,
  )
}
