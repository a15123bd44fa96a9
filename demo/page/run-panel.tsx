import { useMutation } from '@tanstack/react-query'
import type { JSX } from 'react'
import { useEngineSnapshot, useModelAvailable } from 'weightlift'
import type { ModelRun, SignalResult } from '../model-run.js'
import type { DemoModel } from '../models.js'
import type { Host } from './host.js'
import { Waveform } from './waveform.js'

export interface RunPanelProps {
  readonly host: Host
  readonly model: DemoModel
}

/** Runs the model that was downloaded, so that it is plain that what came down is usable. */
export function RunPanel({ host, model }: RunPanelProps): JSX.Element {
  const { available } = useModelAvailable({ id: model.id })
  const isOpen = useEngineSnapshot((snapshot) => snapshot.link) === 'open'
  const { mutate, data, error, isPending } = useMutation({ mutationFn: host.runModel })
  return (
    <section className="panel" aria-labelledby="run-title" data-available={available}>
      <div className="panel-head">
        <h2 id="run-title">Is anyone speaking?</h2>
        <button type="button" disabled={!available || !isOpen || isPending} onClick={() => mutate()}>
          {isPending ? 'Running…' : 'Run the model'}
        </button>
      </div>
      <p>
        {available
          ? 'This model tells speech from silence. It runs from the stored file.'
          : 'This model tells speech from silence. Download it to run it.'}
      </p>
      {error && <p role="alert">{error.message}</p>}
      {available && data && <Output run={data} />}
    </section>
  )
}

const SIGNALS = { voice: 'A voice', silence: 'Silence' }
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })
const milliseconds = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 })

function Output({ run }: { readonly run: ModelRun }): JSX.Element {
  const frames = run.signals.reduce((sum, signal) => sum + signal.frames, 0)
  return (
    <>
      <ul className="signals" aria-label="The model’s output">
        {run.signals.map((signal) => (
          <Signal key={signal.name} {...signal} />
        ))}
      </ul>
      <p className="fine">
        Loaded and asked {frames} times in {milliseconds.format(run.tookMs)}.
      </p>
    </>
  )
}

function Signal({ name, probability, waveform }: SignalResult): JSX.Element {
  return (
    <li data-signal={name} data-probability={probability}>
      <span>{SIGNALS[name]}</span>
      <Waveform loudness={waveform} />
      <span>
        <b>{percent.format(probability)}</b> speech
      </span>
    </li>
  )
}
