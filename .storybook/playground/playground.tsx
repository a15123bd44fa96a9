import { type JSX, useEffect, useMemo, useState } from 'react'
import { ModelDownload, useDownloadQueue } from 'weightlift'
import { formatSpeed } from 'weightlift/engine'
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
        <QueueBar engine={engine} models={models} />
        {models.map((model) => (
          <ModelDownload key={model.id} model={model} />
        ))}
      </div>
    </div>
  )
}

interface QueueBarProps {
  readonly engine: SimulatedEngine
  readonly models: readonly SceneModel[]
}

function QueueBar({ engine, models }: QueueBarProps): JSX.Element {
  const { pauseAll, resumeAll, counts, running, totals } = useDownloadQueue()
  const downloadAll = (): void => {
    for (const model of models) void engine.dispatch({ type: 'download', model })
  }
  const speed = totals.bytesPerSecond === null ? '' : `, ${formatSpeed(totals.bytesPerSecond)}`
  return (
    <div className="playground-verbs">
      <button type="button" onClick={downloadAll}>
        Download all
      </button>
      <button type="button" onClick={pauseAll}>
        Pause all
      </button>
      <button type="button" onClick={resumeAll}>
        Resume all
      </button>
      <p>
        {running} running, {counts.queued} in line{speed}
      </p>
    </div>
  )
}
