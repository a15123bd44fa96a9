import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { ModelDownload, useEngine, useModelAvailable } from 'weightlift'
import type { PageModel } from '../page-config.js'
import type { Host } from './host.js'

/** The drop-in as an app would use it and, once the model is usable, where it lies and what proves it. */
export function ModelCard({ model, host }: { readonly model: PageModel; readonly host: Host }): JSX.Element {
  const { available, verified } = useModelAvailable({ id: model.id })
  return (
    <div className="model">
      <ModelDownload model={host.modelOf(model)} headingLevel={2} />
      {available && <Proof model={model} verified={verified} />}
    </div>
  )
}

function Proof({ model, verified }: { readonly model: PageModel; readonly verified: boolean }): JSX.Element | null {
  const engine = useEngine()
  const { data: location } = useQuery({
    queryKey: ['location', model.id],
    queryFn: async () => {
      const answer = await engine.query({ type: 'locate', id: model.id })
      return (answer.ok && answer.value?.files[0]?.location) || null
    },
  })
  if (!location) return null
  return (
    <dl className="proof">
      <dt>Stored at</dt>
      <dd>
        <code>{location}</code>
      </dd>
      <dt data-verified={verified}>{verified ? 'sha256 verified' : 'not verified'}</dt>
      <dd>
        <code>{model.sha256}</code>
      </dd>
    </dl>
  )
}
