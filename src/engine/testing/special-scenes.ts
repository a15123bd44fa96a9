import { fileOf, ORIGIN, type Scene, type Stage } from './scene.js'

type SpecialCase =
  | 'unknown-total'
  | 'long-name'
  | 'multi-file'
  | 'huge'
  | 'stalled'
  | 'restarted'
  | 'unverified'
  | 'update-available'
  | 'updating'
  | 'many-downloads'
  | 'connecting'
  | 'lost'

async function findUpdate({ engine, machine, model, download, untilStatus }: Stage): Promise<void> {
  await download()
  await untilStatus('completed')
  const files = model.files.map(({ path, size = 0 }) => {
    return fileOf(path, machine.serve(`${ORIGIN}/${model.id}/2/${path}`, { size: Math.round(size * 1.1) }))
  })
  await engine.dispatch({ type: 'check', model: { ...model, revision: '2', files } })
}

/** States beyond the statuses that a user interface has to stand. */
export const SPECIAL_SCENES: Readonly<Record<SpecialCase, Scene>> = {
  /** The server does not tell how long the file is. */
  'unknown-total': {
    model(serve, { id, name, size }) {
      const { url } = serve(`${ORIGIN}/${id}/model.bin`, { size, tellsSize: false, ranges: false })
      return { id, name, files: [{ path: 'model.bin', url }] }
    },
    play: (stage) => stage.downloadUntil(0.42),
  },
  'long-name': {
    model(serve, { size }) {
      const name =
        'Mixture of Experts Instruct 8x22B, second preview, 4-bit with importance matrix (long context, multilingual)'
      const id = 'research-department/mixture-of-experts-instruct-8x22b-preview-2-q4-imatrix-long-context-multilingual'
      return { id, name, files: [fileOf('model.gguf', serve(`${ORIGIN}/${id}/model.gguf`, { size }))] }
    },
    play: (stage) => stage.downloadUntil(0.42),
  },
  'multi-file': {
    model(serve, { id, name }) {
      const sizes = {
        'detect.onnx': 4_745_517,
        'recognise.onnx': 108_270_412,
        'classify.onnx': 585_532,
        'keys.txt': 26_250,
      }
      const files = Object.entries(sizes).map(([path, size]) =>
        fileOf(path, serve(`${ORIGIN}/${id}/${path}`, { size })),
      )
      return { id, name, files }
    },
    play: (stage) => stage.downloadUntil(0.42),
  },
  /** 20 GB, of which every number has more digits. */
  huge: {
    options: { bytesPerSecond: 120e6 },
    model: (serve, { id, name }) => ({
      id,
      name,
      files: [fileOf('model.gguf', serve(`${ORIGIN}/${id}/model.gguf`, { size: 20_401_094_656 }))],
    }),
    play: (stage) => stage.downloadUntil(0.42),
  },
  /** Nothing comes any more, and the engine has not given up on the connection yet. */
  stalled: {
    async play(stage) {
      await stage.downloadUntil(0.42)
      stage.machine.http.link.setSpeed(0)
      await stage.until(({ bytesPerSecond }) => bytesPerSecond === 0)
    },
  },
  /** The file changed on the server half-way, so that the download had to begin again. */
  restarted: {
    async play(stage) {
      await stage.downloadUntil(0.42)
      for (const { url, size = 0 } of stage.model.files) stage.machine.serve(url, { size, etag: '"second"' })
      stage.machine.http.link.cut()
      await stage.until(({ restarts, bytesPerSecond }) => restarts > 0 && bytesPerSecond !== null)
    },
  },
  /** Completed, with no digest to prove it by. */
  unverified: {
    model(serve, { id, name, size }) {
      const { url } = serve(`${ORIGIN}/${id}/model.bin`, { size })
      return { id, name, files: [{ path: 'model.bin', url, size }] }
    },
    async play(stage) {
      await stage.download()
      await stage.untilStatus('completed')
    },
  },
  /** Here and usable, and the app knows of a newer version. */
  'update-available': { play: (stage) => findUpdate(stage) },
  /** The newer version is on its way; the old one is usable. */
  updating: {
    async play(stage) {
      await findUpdate(stage)
      await stage.engine.dispatch({ type: 'update', id: stage.model.id })
      await stage.until(({ receivedBytes, totalBytes }) => receivedBytes >= 0.42 * (totalBytes ?? 0))
    },
  },
  /** Two run, one is paused, one failed, one is done, the rest wait in line. */
  'many-downloads': {
    async play(stage) {
      const { engine, machine } = stage
      const add = async (name: string, size: number): Promise<string> => {
        const id = name.toLowerCase().replaceAll(' ', '-')
        const file = machine.serve(`${ORIGIN}/${id}/model.bin`, { size })
        await engine.dispatch({ type: 'download', model: { id, name, files: [fileOf('model.bin', file)] } })
        return id
      }
      const done = await add('Keyword Spotter', 2_327_524)
      await engine.until(({ downloads }) => downloads[done]?.status === 'completed')
      const paused = await add('Image Segmenter', 249_024_000)
      await engine.advance(2_000)
      await engine.dispatch({ type: 'pause', id: paused })
      await engine.dispatch({
        type: 'download',
        model: { id: 'gone', name: 'Gone Away', url: `${ORIGIN}/gone/model.bin` },
      })
      await engine.until(({ downloads }) => downloads.gone?.status === 'failed')
      await stage.download()
      for (const [at, kind] of ['Embedder', 'Reranker', 'Translator', 'Summariser', 'Upscaler', 'Diarizer'].entries()) {
        await add(`${kind} Base`, 90_000_000 + at * 61_000_000)
      }
      await engine.advance(5_000)
    },
  },
  /** The engine reads its journal, or the page has not reached it yet. */
  connecting: { options: { journalDelayMs: 600_000 }, play: (stage) => stage.engine.advance(0) },
  /** The engine was there, and is out of reach. */
  lost: {
    async play(stage) {
      await stage.downloadUntil(0.42)
      stage.engine.setLink('lost')
    },
  },
}
