'use client'

import { type Context, createContext, useContext } from 'react'
import type { Plan } from '../../engine/core/command.js'

/** What every part of a plan carries as `data-*` attributes. */
export interface PlanPartState {
  /** `data-checking`: the engine was asked, and has not answered yet. */
  readonly checking: boolean
  /** `data-crowded`: there is not enough room on the disk. */
  readonly crowded: boolean
  /** `data-metered`: the connection is metered, so that the download may cost money. */
  readonly metered: boolean
}

/** A license that a model comes under. */
export interface PlanLicense {
  /** `Apache 2.0` */
  readonly name: string
  /** Where to read it. */
  readonly url?: string
}

export interface PlanContextValue {
  readonly state: PlanPartState
  readonly plan: Plan | null
  readonly license: PlanLicense | null
}

export const PlanContext: Context<PlanContextValue | null> = createContext<PlanContextValue | null>(null)

/** The plan around a part. */
export function usePlanContext(part: string): PlanContextValue {
  const value = useContext(PlanContext)
  if (value === null) {
    throw new Error(
      `<Plan.${part}> needs a <Plan.Root model={…}> around it, to know which download to plan. Put it inside one, or use <DownloadPlan model={…} />, which has everything in it.`,
    )
  }
  return value
}
