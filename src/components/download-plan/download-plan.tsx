'use client'

import { type CSSProperties, type ForwardRefExoticComponent, forwardRef, type RefAttributes } from 'react'
import { PlanFacts } from './plan-facts.js'
import { PlanRoot, type PlanRootOptions } from './plan-root.js'
import { PlanWarning } from './plan-warning.js'

export interface DownloadPlanProps extends PlanRootOptions {
  readonly className?: string
  readonly style?: CSSProperties
}

/**
 * What the download of a model would take, before its first byte: size, time, room that is left, where it comes from, the license, and a
 * warning where the disk is too full or the connection is metered. Asks the engine; draws what it knows. Needs an `EngineProvider`.
 */
export const DownloadPlan: ForwardRefExoticComponent<DownloadPlanProps & RefAttributes<HTMLDivElement>> =
  /*#__PURE__*/ forwardRef(function DownloadPlan({ className, ...root }, ref) {
    return (
      <PlanRoot {...root} ref={ref} className={`weightlift-plan${className === undefined ? '' : ` ${className}`}`}>
        <PlanFacts className="weightlift-plan-facts" />
        <PlanWarning className="weightlift-plan-warning" />
      </PlanRoot>
    )
  })
