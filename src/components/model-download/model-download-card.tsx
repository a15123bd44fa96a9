'use client'

import type { JSX } from 'react'
import { DownloadIcon } from '../download/download-icon.js'
import { DownloadTitle } from '../download/download-title.js'
import type { HeadingLevel } from './model-download.js'
import { ModelDownloadControls } from './model-download-controls.js'
import { ModelDownloadFacts } from './model-download-facts.js'
import { ModelDownloadMeter } from './model-download-meter.js'
import { ModelDownloadNotes } from './model-download-notes.js'

export interface InsideProps {
  readonly headingLevel: HeadingLevel | undefined
  /** In two lines, with icons on the buttons. */
  readonly isRow: boolean
}

/** Everything about a model; how much room it takes is a matter of style. */
export function ModelDownloadCard({ headingLevel, isRow }: InsideProps): JSX.Element {
  const Heading = headingLevel === undefined ? 'span' : (`h${headingLevel}` as const)
  return (
    <div className="weightlift-card-body">
      <DownloadIcon className="weightlift-icon" />
      <div className="weightlift-heading">
        <DownloadTitle className="weightlift-title" render={<Heading />} />
        <ModelDownloadFacts isRow={isRow} />
      </div>
      <ModelDownloadMeter />
      <ModelDownloadNotes />
      <ModelDownloadControls isRow={isRow} />
    </div>
  )
}
