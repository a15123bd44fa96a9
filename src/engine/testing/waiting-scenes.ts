import type { WaitingReason } from '../core/download.js'
import type { Scene } from './scene.js'
import { createSimulatedEngine } from './simulated-engine.js'
import { STATUS_SCENES } from './status-scenes.js'

/** One scene a reason to wait, so that none can be added without one. */
export const WAITING_SCENES: Readonly<Record<`waiting-${WaitingReason}`, Scene>> = {
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
  'waiting-schedule': {
    async play({ downloadUntil, engine, until }) {
      await downloadUntil(0.42)
      const night = { days: [1, 2, 3, 4, 5, 6, 7], from: '23:00', to: '06:00', bytesPerSecondLimit: null }
      await engine.dispatch({
        type: 'configure',
        settings: { schedule: { timeZone: null, windows: [night] } },
      })
      await until(({ reason }) => reason === 'schedule')
    },
  },
  'waiting-yield': {
    async play({ downloadUntil, engine, until }) {
      await downloadUntil(0.42)
      await engine.dispatch({ type: 'yield', holder: 'app', reason: 'inference', bytesPerSecondLimit: 0 })
      await until(({ reason }) => reason === 'yield')
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
