'use client'

import { EngineProvider, ModelDownload, useModelAvailable } from 'weightlift'
import { connectHttpEngine } from 'weightlift/http'

let opened = null

/** One for the page. On the server, which renders it first, it connects to nothing. */
function engineOf(token) {
  opened ??= connectHttpEngine({ url: '/api/engine', token })
  return opened
}

export function Model({ token, model }) {
  return (
    <EngineProvider engine={engineOf(token)}>
      <ModelDownload model={model} />
      <Feature model={model} />
    </EngineProvider>
  )
}

function Feature({ model }) {
  const { available } = useModelAvailable(model)
  return <p data-available={available}>{available ? 'The model is here.' : 'The model is not here yet.'}</p>
}
