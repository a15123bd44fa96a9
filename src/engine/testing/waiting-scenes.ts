import type { WaitingReason } from '../core/download.js'
import type { Scene } from './scene.js'
import { createSimulatedEngine } from './simulated-engine.js'
import { STATUS_SCENES } from './status-scenes.js'

/** One scene a reason to wait that the engine knows by now: it does not keep to a schedule yet. */
export const WAITING_SCENES: Readonly<Record<`waiting-${Exclude<WaitingReason, 'schedule'>}`, Scene>> = {
  'waiting-retry': STATUS_SCENES.waiting,
  'waiting-rate-limited': {
    async play(stage) {
      await stage.downloadUntil(0.42)
      stage.breakLine({ type: 'status', status: 429, headers: { 'retry-after': '90' } })
      await stage.until(({ reason }) => reason === 'rate-limited')
    },
  },
  'waiting-offline': {
    async play(stage) {
      await stage.downloadUntil(0.42)
      stage.machine.setOnline(false)
      await stage.until(({ reason }) => reason === 'offline')
    },
  },
  'waiting-metered': {
    async play({ downloadUntil, engine, machine, model, until }) {
      await downloadUntil(0.42)
      await engine.dispatch({ type: 'pause', id: model.id })
      machine.connectivity.set({ metered: true })
      await engine.dispatch({ type: 'resume', id: model.id })
      await until(({ reason }) => reason === 'metered')
    },
  },
  'waiting-lock': {
    async play(stage) {
      await stage.downloadUntil(0.42)
      stage.engine = createSimulatedEngine({ machine: stage.machine })
      await stage.until(({ reason }) => reason === 'lock')
    },
  },
}
