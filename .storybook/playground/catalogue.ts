import type { SceneModel, SimulatedEngine } from 'weightlift/testing'

/** What the playground offers: from a second to half an hour on a usual line. Bytes. */
const SIZES = {
  'Voice activity': 2_327_524,
  'Small embedder': 133_466_304,
  'Whisper Small': 487_601_967,
  'Chat, 3 B, 4 bit': 2_019_377_696,
  'Chat, 24 B, 4 bit': 14_333_908_832,
} as const

/** Puts the models on the simulated web. */
export function serveCatalogue({ machine }: SimulatedEngine): readonly SceneModel[] {
  return Object.entries(SIZES).map(([name, size]) => {
    const id = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
    return { id, name, files: [{ path: 'model.bin', ...machine.serve(`https://models.example/${id}.bin`, { size }) }] }
  })
}
