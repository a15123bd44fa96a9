'use client'

import { type CSSProperties, type ForwardRefExoticComponent, forwardRef, type JSX, type RefAttributes } from 'react'
import { DownloadAnnouncer } from '../download/download-announcer.js'
import type { DownloadGroundOptions } from '../download/download-ground.js'
import { DownloadRoot } from '../download/download-root.js'
import { ModelDownloadButton } from './model-download-button.js'
import { type InsideProps, ModelDownloadCard } from './model-download-card.js'

/** `card`: everything. `row`: the same in a line or two, for lists and settings. `button`: one button that becomes a ring. */
export type ModelDownloadVariant = 'card' | 'row' | 'button'

/** The level of a title as a heading. */
export type HeadingLevel = 2 | 3 | 4 | 5 | 6

export interface ModelDownloadProps extends DownloadGroundOptions {
  /** Default `card`. */
  readonly variant?: ModelDownloadVariant
  /** Tell screen readers of transitions. Turn it off where the app announces downloads itself. Default true. */
  readonly announce?: boolean
  /** The level of the title as a heading, for a page where each model is a section. Default: none, it is plain text. */
  readonly headingLevel?: HeadingLevel
  readonly className?: string
  /** Custom properties go here too: `{ '--weightlift-accent': 'teal' }`. */
  readonly style?: CSSProperties
}

/** What is in the frame, and the class of the frame. A variant without a drawing does not compile. */
const VARIANTS: Readonly<Record<ModelDownloadVariant, readonly [string, (props: InsideProps) => JSX.Element]>> = {
  card: ['weightlift-card', ModelDownloadCard],
  row: ['weightlift-card weightlift-compact', ModelDownloadCard],
  button: ['weightlift-get', ModelDownloadButton],
}

/**
 * One model: name, status, progress and the buttons that make sense, in all ten statuses, as a card, as a compact row or as a single button.
 * Needs an `EngineProvider` above it and `weightlift/styles.css` once in the app. For a card of your own, put it together from the parts of
 * `Download`.
 */
export const ModelDownload: ForwardRefExoticComponent<ModelDownloadProps & RefAttributes<HTMLDivElement>> =
  /*#__PURE__*/ forwardRef(function ModelDownload(
    { variant = 'card', announce = true, headingLevel, className, ...root },
    ref,
  ) {
    const [own, Inside] = VARIANTS[variant]
    return (
      <DownloadRoot {...root} ref={ref} className={className === undefined ? own : `${own} ${className}`}>
        <Inside headingLevel={headingLevel} isRow={variant === 'row'} />
        {announce && <DownloadAnnouncer className="weightlift-hidden" />}
      </DownloadRoot>
    )
  })
