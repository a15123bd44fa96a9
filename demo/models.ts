/** What the page knows of a model: its place, digest and URL are the host's business. */
export interface DemoModel {
  readonly id: string
  readonly name: string
  /** Name of the file on the mirror. */
  readonly file: string
}

export const SILERO: DemoModel = { id: 'silero-vad', name: 'Silero VAD v5', file: 'silero_vad_v5.onnx' }

/** Random bytes, as large as a small language model. */
export const LARGE: DemoModel = {
  id: 'large-model',
  name: 'A large model (1 GiB)',
  file: 'large-model.bin',
}
