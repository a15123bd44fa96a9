import { parentPort, workerData } from 'node:worker_threads'
import { runSilero } from './run-silero.js'

parentPort?.postMessage(await runSilero(workerData as string))
