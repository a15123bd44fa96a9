'use client'

import { type CSSProperties, type ForwardRefExoticComponent, forwardRef, type RefAttributes } from 'react'
import type { ModelInput } from '../../engine/core/model.js'
import { DownloadAnnouncer } from '../download/download-announcer.js'
import { DownloadIcon } from '../download/download-icon.js'
import { DownloadRoot } from '../download/download-root.js'
import { DownloadTitle } from '../download/download-title.js'
import type { LocaleOptions } from '../locale/use-nested-locale.js'
import { ModelDownloadControls } from './model-download-controls.js'
import { ModelDownloadFacts } from './model-download-facts.js'
import { ModelDownloadMeter } from './model-download-meter.js'
import { ModelDownloadNotes } from './model-download-notes.js'

export interface ModelDownloadProps extends Pick<LocaleOptions, 'locale' | 'messages' | 'units'> {
  /** What to download. `{ id }` alone names a model that the engine or its catalogue knows. May be written inline. */
  readonly model: ModelInput
  /** Tell screen readers of transitions. Turn it off where the app announces downloads itself. Default true. */
  readonly announce?: boolean
  /** The level of the title as a heading, for a page where each model is a section. Default: none, it is plain text. */
  readonly headingLevel?: 2 | 3 | 4 | 5 | 6
  readonly className?: string
  /** Custom properties go here too: `{ '--weightlift-accent': 'teal' }`. */
  readonly style?: CSSProperties
}

/**
 * One model as a card: name, status, progress and the buttons that make sense, in all ten statuses. Needs an `EngineProvider`
 * above it and `weightlift/styles.css` once in the app. For a card of your own, put it together from the parts of `Download`.
 */
export const ModelDownload: ForwardRefExoticComponent<ModelDownloadProps & RefAttributes<HTMLDivElement>> =
  /*#__PURE__*/ forwardRef(function ModelDownload({ announce = true, headingLevel, className, ...root }, ref) {
    const Heading = headingLevel === undefined ? 'span' : (`h${headingLevel}` as const)
    return (
      <DownloadRoot {...root} ref={ref} className={`weightlift-card${className === undefined ? '' : ` ${className}`}`}>
        <div className="weightlift-card-body">
          <DownloadIcon className="weightlift-icon" />
          <div className="weightlift-heading">
            <DownloadTitle className="weightlift-title" render={<Heading />} />
            <ModelDownloadFacts />
          </div>
          <ModelDownloadMeter />
          <ModelDownloadNotes />
          <ModelDownloadControls />
        </div>
        {announce && <DownloadAnnouncer className="weightlift-hidden" />}
      </DownloadRoot>
    )
  })
