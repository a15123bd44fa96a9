'use client'

import type { JSX } from 'react'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadPlan } from '../download-plan/download-plan.js'
import { useOfferMessages } from '../download-plan/use-offer-messages.js'
import type { LanguageAttributes } from '../locale/locale-context.js'
import { type HeadingLevel, ModelDownload } from '../model-download/model-download.js'
import type { ModelGateOptions } from './model-gate.js'

interface ModelOfferProps extends Pick<ModelGateOptions, 'model' | 'title' | 'description' | 'license'> {
  readonly headingLevel: HeadingLevel
  readonly language: LanguageAttributes
}

/** What a gate shows in place of its children. The plan goes when the download begins: from then on the numbers of the download count. */
export function ModelOffer({
  model,
  title,
  description,
  license,
  headingLevel,
  language,
}: ModelOfferProps): JSX.Element {
  const { name, state } = useDownloadContext('Root')
  const { gate } = useOfferMessages()
  const Heading = `h${headingLevel}` as const
  const isOffer = !state.checking && (state.status === 'missing' || state.status === 'cancelled')
  return (
    <div {...language} className="weightlift-gate" data-checking={state.checking ? '' : undefined}>
      <Heading className="weightlift-gate-title">{title ?? gate.title(name)}</Heading>
      <p className="weightlift-gate-text">{description ?? gate.body}</p>
      {isOffer && <DownloadPlan model={model} {...(license === undefined ? {} : { license })} />}
      <ModelDownload model={model} announce={false} />
    </div>
  )
}
