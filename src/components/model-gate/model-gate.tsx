'use client'

import { forwardRef, type JSX, type ReactNode } from 'react'
import { DownloadAnnouncer } from '../download/download-announcer.js'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadGround, type DownloadGroundOptions } from '../download/download-ground.js'
import type { DownloadPartState } from '../download/download-state.js'
import type { PlanLicense } from '../download-plan/plan-context.js'
import { type Part, usePart } from '../internal/part.js'
import { useFocusKeeper } from '../internal/use-focus-keeper.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import { useLocale } from '../locale/locale-context.js'
import type { HeadingLevel } from '../model-download/model-download.js'
import { ModelOffer } from './model-offer.js'

export interface ModelGateOptions extends DownloadGroundOptions {
  /** What needs the model. Shown once it is usable, and while a newer version of it comes. */
  readonly children?: ReactNode
  /** What is offered, as a heading. Default: "This needs" and the model's name. */
  readonly title?: ReactNode
  /** Why, in a sentence. Default: that it is downloaded once. */
  readonly description?: ReactNode
  /** What the app knows of the model's license. Default: nothing is said of it. */
  readonly license?: PlanLicense
  /** Of the title. Default 2. */
  readonly headingLevel?: HeadingLevel
  /** Shown while nobody knows whether the model is here, most often for some milliseconds. Default: the offer, after a moment. */
  readonly pending?: ReactNode
  /** Tell screen readers of transitions. Turn it off where the app announces downloads itself. Default true. */
  readonly announce?: boolean
}

/**
 * Shows its children once a model is usable, and the offer to download it until then: what it takes (size, time, room, source, license), a
 * warning where the disk is too full or the connection metered, and the download itself. The keyboard focus goes to the children when they
 * come. Renders a `<div>`; needs an `EngineProvider` above it and `weightlift/styles.css` once in the app.
 */
export const ModelGate: Part<'div', DownloadPartState, ModelGateOptions> = /*#__PURE__*/ forwardRef(function ModelGate(
  { model, locale, messages, units, ...inside },
  ref,
) {
  return (
    <DownloadGround model={model} locale={locale} messages={messages} units={units}>
      <Gate {...inside} model={model} ref={ref} />
    </DownloadGround>
  )
})

const Gate: Part<'div', DownloadPartState, ModelGateOptions> = /*#__PURE__*/ forwardRef(function ModelGate(
  { model, children, title, description, license, headingLevel = 2, pending, announce = true, ...given },
  ref,
): JSX.Element {
  const { state } = useDownloadContext('Root')
  const { language } = useLocale()
  const [own, joined] = useOwnRef<HTMLDivElement>(ref)
  const keeper = useFocusKeeper(own)
  const isUsable = state.status === 'completed' || state.update === 'underway'
  let inside = children
  if (!isUsable) {
    inside =
      state.checking && pending !== undefined ? (
        pending
      ) : (
        <ModelOffer
          model={model}
          title={title}
          description={description}
          license={license}
          headingLevel={headingLevel}
          language={language}
        />
      )
  }
  return usePart('div', state, given, joined, {
    ...keeper,
    children: (
      <>
        {inside}
        {announce && <DownloadAnnouncer {...language} className="weightlift-hidden" />}
      </>
    ),
  })
})
