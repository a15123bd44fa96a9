import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import * as ort from 'onnxruntime-web'
import { runSilero } from '../run-silero.js'

const path = workerData as string
parentPort?.postMessage(await runSilero(ort, path, () => readFile(path)))
