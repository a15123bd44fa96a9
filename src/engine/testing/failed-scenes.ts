import { EngineError, type ErrorCode } from '../core/errors.js'
import type { ModelWish, Scene, SceneModel, Stage } from './scene.js'
import { fileOf, ORIGIN } from './scene.js'
import type { SimulatedMachine } from './simulated-machine.js'
import { STATUS_SCENES } from './status-scenes.js'

/** Failures that a person can do something about, each thing to do among them. */
type FailedCode = Extract<
  ErrorCode,
  | 'network'
  | 'not-found'
  | 'unauthorized'
  | 'forbidden'
  | 'gated'
  | 'captive-portal'
  | 'size-mismatch'
  | 'checksum-mismatch'
  | 'disk-full'
  | 'storage-denied'
>

const refusedWith = (status: number, headers: Readonly<Record<string, string>> = {}): Scene => ({
  async play(stage) {
    stage.breakLine({ type: 'status', status, headers, body: 'No.' })
    await fail(stage)
  },
})

async function fail(stage: Stage): Promise<void> {
  await stage.download()
  await stage.untilStatus('failed')
}

/** A model whose catalogue tells something that is not so. */
function wrong(change: (file: { size: number; sha256: string }) => { size?: number; sha256?: string }): Scene['model'] {
  return (serve: SimulatedMachine['serve'], wish: ModelWish): SceneModel => {
    const { id, name, size } = wish
    const file = serve(`${ORIGIN}/${id}/model.bin`, { size })
    return { id, name, files: [fileOf('model.bin', { ...file, ...change(file) })] }
  }
}

/** One scene a code. */
export const FAILED_SCENES: Readonly<Record<`failed-${FailedCode}`, Scene>> = {
  'failed-network': STATUS_SCENES.failed,
  'failed-not-found': refusedWith(404),
  'failed-unauthorized': refusedWith(401),
  'failed-forbidden': refusedWith(403),
  'failed-gated': refusedWith(403, { 'x-error-code': 'GatedRepo' }),
  'failed-captive-portal': {
    options: { retry: { attempts: 2 } },
    ...refusedWith(200, { 'content-type': 'text/html' }),
  },
  'failed-size-mismatch': { model: wrong(({ size }) => ({ size: size - 1 })), play: fail },
  'failed-checksum-mismatch': { model: wrong(() => ({ sha256: 'bad0'.repeat(16) })), play: fail },
  'failed-disk-full': {
    async play(stage) {
      await stage.downloadUntil(0.42)
      stage.machine.files.setCapacity(stage.machine.files.usedBytes() + 5e6)
      await stage.untilStatus('failed')
    },
  },
  'failed-storage-denied': {
    async play(stage) {
      const denied = new EngineError(
        'storage-denied',
        "The models' directory cannot be written to. Choose another one, or change its permissions.",
      )
      stage.machine.files.fail('open', denied, Number.POSITIVE_INFINITY)
      await fail(stage)
    },
  },
}
