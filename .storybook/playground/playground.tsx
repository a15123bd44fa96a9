import { type JSX, useEffect, useMemo, useState } from 'react'
import { Download, DownloadQueue, useDownloadQueue } from 'weightlift'
import type { SceneModel, SimulatedEngine } from 'weightlift/testing'
import { applyLine, USUAL_LINE } from '../simulation/line-settings.js'
import { serveCatalogue } from './catalogue.js'
import { LinePanel } from './line-panel.js'
import './playground.css'

/** A computer to break, and models to download on it. */
export function Playground({ engine }: { readonly engine: SimulatedEngine }): JSX.Element {
  const [line, setLine] = useState(USUAL_LINE)
  const models = useMemo(() => serveCatalogue(engine), [engine])
  useEffect(() => applyLine(engine, line), [engine, line])
  return (
    <div className="playground">
      <LinePanel line={line} onChange={setLine} />
      <div className="playground-models">
        <Catalogue models={models} />
        <DownloadQueue />
      </div>
    </div>
  )
}

/** The models that nobody asked for yet. */
function Catalogue({ models }: { readonly models: readonly SceneModel[] }): JSX.Element | null {
  const known = useDownloadQueue({ select: ({ order }) => order })
  const missing = models.filter(({ id }) => !known.includes(id))
  if (missing.length === 0) return null
  return (
    <ul className="playground-catalogue" aria-label="Models">
      {missing.map((model) => (
        <li key={model.id}>
          <Download.Root model={model} className="playground-offer">
            <Download.Title />
            <Download.Start className="weightlift-button" />
          </Download.Root>
        </li>
      ))}
    </ul>
  )
}
