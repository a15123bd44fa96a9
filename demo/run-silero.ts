import type * as Ort from 'onnxruntime-web'
import type { ModelRun, SignalResult } from './model-run.js'
import { SAMPLE_RATE, silence, voice } from './voice-signal.js'

/** Samples the model judges at once, and how many of those before it looks back on. */
const FRAME = 512
const CONTEXT = 64
const SECONDS = 2
const BARS = 64

/** Loads the downloaded model, by whatever way its bytes are read, and asks it about a voice and about silence. */
export async function runSilero(ort: typeof Ort, path: string, read: () => Promise<Uint8Array>): Promise<ModelRun> {
  const began = performance.now()
  ort.env.wasm.numThreads = 1
  const session = await ort.InferenceSession.create(await read())
  try {
    const ask = { ort, session }
    const signals = [await judge(ask, 'voice', voice(SECONDS)), await judge(ask, 'silence', silence(SECONDS))]
    return { path, tookMs: performance.now() - began, signals }
  } finally {
    await session.release()
  }
}

async function judge(
  { ort, session }: { readonly ort: typeof Ort; readonly session: Ort.InferenceSession },
  name: SignalResult['name'],
  samples: Float32Array,
): Promise<SignalResult> {
  const rate = new ort.Tensor('int64', BigInt64Array.of(BigInt(SAMPLE_RATE)), [])
  const window = new Float32Array(CONTEXT + FRAME)
  const speech: number[] = []
  let state: Ort.Tensor = new ort.Tensor('float32', new Float32Array(2 * 128), [2, 1, 128])
  for (let at = 0; at + FRAME <= samples.length; at += FRAME) {
    window.copyWithin(0, FRAME)
    window.set(samples.subarray(at, at + FRAME), CONTEXT)
    const input = new ort.Tensor('float32', window, [1, window.length])
    const { output, stateN } = await session.run({ input, state, sr: rate })
    if (!output || !stateN) throw new Error('This is not silero-vad: it has no outputs "output" and "stateN".')
    speech.push(Number(output.data[0]))
    state = stateN
  }
  const probability = speech.reduce((sum, value) => sum + value, 0) / speech.length
  return { name, probability, frames: speech.length, waveform: outline(samples) }
}

/** The loudest sample of each of so many parts. */
function outline(samples: Float32Array): number[] {
  const width = samples.length / BARS
  return Array.from({ length: BARS }, (_, bar) =>
    samples.subarray(bar * width, (bar + 1) * width).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
  )
}
