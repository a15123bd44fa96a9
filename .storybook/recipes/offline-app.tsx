import { type JSX, useState } from 'react'
import { ModelDownload, useModelAvailable } from 'weightlift'

interface DictationProps {
  readonly model: { readonly id: string; readonly name?: string }
  /** Runs the model on this machine. */
  readonly transcribe: () => string
}

/** Works without a network, once the model is here. Until then the card says what is missing, and why it waits. */
export function Dictation({ model, transcribe }: DictationProps): JSX.Element {
  const { available } = useModelAvailable(model)
  const [text, setText] = useState('')
  return (
    <main className="app">
      <ModelDownload model={model} />
      <button type="button" disabled={!available} onClick={() => setText(transcribe())}>
        Dictate
      </button>
      <p role="status">
        {available ? text || 'Ready, with or without a network.' : 'The voice model is not here yet.'}
      </p>
    </main>
  )
}
