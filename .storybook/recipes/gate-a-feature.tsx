import { type JSX, useState } from 'react'
import { ModelDownload, useModelAvailable, useYieldWhile } from 'weightlift'

interface TranscriberProps {
  readonly model: { readonly id: string; readonly name?: string }
}

/** The feature once its model is usable; the offer to download it until then. */
export function Transcriber({ model }: TranscriberProps): JSX.Element {
  const { available, isPending } = useModelAvailable(model)
  // What is not known yet is neither: no flash of an offer that goes away again.
  if (isPending) return <p className="app">One moment…</p>
  return available ? <Transcript /> : <ModelDownload model={model} />
}

function Transcript(): JSX.Element {
  const [isRunning, setRunning] = useState(false)
  // Other downloads stop while the model runs: it needs the processor and the disk.
  useYieldWhile(isRunning, { reason: 'inference' })
  return (
    <section className="app">
      <button type="button" aria-pressed={isRunning} onClick={() => setRunning(!isRunning)}>
        Transcribe
      </button>
      <p role="status">{isRunning ? 'Listening…' : 'Ready to listen.'}</p>
    </section>
  )
}
