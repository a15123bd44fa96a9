import type { DownloadStatus } from '../core/download.js'
import { fileOf, ORIGIN, type Scene } from './scene.js'

/** Slow enough that hashing is behind when the last byte comes, so that verifying can be seen. */
const SLOW_HASH = 4e6

/** One scene a status, so that none can be added without one. `missing` is a model that nobody asked for. */
export const STATUS_SCENES: Readonly<Record<DownloadStatus | 'missing', Scene>> = {
  missing: { play: ({ engine }) => engine.until(({ link }) => link === 'open') },
  queued: {
    options: { concurrency: 1 },
    async play({ engine, machine, download }) {
      const first = machine.serve(`${ORIGIN}/vision/segmenter/model.bin`, { size: 92_000_000 })
      await engine.dispatch({
        type: 'download',
        model: { id: 'vision/segmenter', name: 'Segmenter', files: [fileOf('model.bin', first)] },
      })
      await download()
      await engine.advance(3_000)
    },
  },
  preparing: {
    options: { latencyMs: 10_000 },
    async play({ download, engine }) {
      await download()
      await engine.advance(500)
    },
  },
  downloading: { play: (stage) => stage.downloadUntil(0.42) },
  waiting: {
    options: { retry: { attempts: 20 } },
    async play(stage) {
      await stage.downloadUntil(0.42)
      stage.breakLine({ type: 'status', status: 503 })
      const { clock } = stage.machine
      await stage.until(
        ({ reason, attempt, untilMs }) => reason === 'retry' && attempt >= 3 && (untilMs ?? 0) - clock.now() > 2_000,
      )
    },
  },
  paused: {
    async play({ downloadUntil, engine, model }) {
      await downloadUntil(0.42)
      await engine.dispatch({ type: 'pause', id: model.id })
      await engine.advance(500)
    },
  },
  verifying: {
    options: { hashBytesPerSecond: SLOW_HASH },
    async play(stage) {
      await stage.download()
      await stage.until(
        ({ status, verifiedBytes, totalBytes }) => status === 'verifying' && verifiedBytes > 0.6 * (totalBytes ?? 0),
      )
    },
  },
  completed: {
    async play(stage) {
      await stage.download()
      await stage.untilStatus('completed')
    },
  },
  failed: {
    options: { retry: { attempts: 3 } },
    async play(stage) {
      await stage.downloadUntil(0.42)
      stage.breakLine({ type: 'network' })
      await stage.untilStatus('failed')
    },
  },
  cancelled: {
    async play({ downloadUntil, engine, model }) {
      await downloadUntil(0.42)
      await engine.dispatch({ type: 'cancel', id: model.id })
      await engine.advance(500)
    },
  },
}
