/** Samples per second. */
export const SAMPLE_RATE = 16_000

const SYLLABLES_PER_SECOND = 4

/** The first three formants of a, i, e, o: what tells vowels apart. Hertz. */
const VOWELS = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [530, 1840, 2480],
  [570, 840, 2410],
] as const
const BANDWIDTHS = [80, 100, 140] as const

/** Nothing but a whisper of noise. */
export function silence(seconds: number): Float32Array {
  return Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, i) => noise(i) * 0.001)
}

/** Vowels as a throat makes them: a pulse at the pitch of a voice, through three resonances, in syllables. Between -0.5 and 0.5. */
export function voice(seconds: number): Float32Array {
  const samples = new Float32Array(seconds * SAMPLE_RATE)
  const resonators = BANDWIDTHS.map((bandwidth) => createResonator(bandwidth))
  let phase = 0
  for (let i = 0; i < samples.length; i++) {
    const syllable = (i / SAMPLE_RATE) * SYLLABLES_PER_SECOND
    const within = syllable % 1
    const vowel = VOWELS[Math.floor(syllable) % VOWELS.length] ?? VOWELS[0]
    phase += pitchAt(i / SAMPLE_RATE, within) / SAMPLE_RATE
    let sample = noise(i) * 0.02
    if (phase >= 1) {
      phase -= 1
      sample += 1
    }
    resonators.forEach((resonate, formant) => {
      sample = resonate(sample, vowel[formant] as number)
    })
    samples[i] = sample * Math.min(1, within * 8, (1 - within) * 4)
  }
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  return samples.map((sample) => (sample / peak) * 0.5)
}

/** The melody of a sentence, a slight tremor, and a fall in each syllable. Hertz. */
function pitchAt(seconds: number, within: number): number {
  return 120 + 15 * Math.sin(2 * Math.PI * 0.7 * seconds) + 3 * Math.sin(2 * Math.PI * 5 * seconds) - 20 * within
}

/** A two-pole filter whose frequency may change with each sample. */
function createResonator(bandwidth: number): (sample: number, frequency: number) => number {
  const radius = Math.exp((-Math.PI * bandwidth) / SAMPLE_RATE)
  let last = 0
  let beforeLast = 0
  return (sample, frequency) => {
    const turn = 2 * radius * Math.cos((2 * Math.PI * frequency) / SAMPLE_RATE)
    const next = (1 - radius) * sample + turn * last - radius * radius * beforeLast
    beforeLast = last
    last = next
    return next
  }
}

/** The same hiss each time, -0.5 to 0.5. */
function noise(i: number): number {
  const x = Math.sin(i * 12.9898) * 43_758.5453
  return x - Math.floor(x) - 0.5
}
