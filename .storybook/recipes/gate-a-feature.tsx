import { type JSX, useState } from 'react'
import { ModelGate, useYieldWhile } from 'weightlift'

interface TranscriberProps {
  readonly model: { readonly id: string; readonly name?: string }
}

/** The feature once its model is usable; the offer to download it until then. */
export function Transcriber({ model }: TranscriberProps): JSX.Element {
  return (
    // What is not known yet is neither: no flash of an offer that goes away again.
    <ModelGate model={model} pending={<p className="app">One moment…</p>}>
      <Transcript />
    </ModelGate>
  )
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
