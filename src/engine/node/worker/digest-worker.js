// Plain JavaScript with checked types, so that a Worker can load it from the sources and from the package alike.
import { createHash } from 'node:crypto'
import { closeSync, constants, openSync, readSync } from 'node:fs'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'

/**
 * @typedef {import('./message.js').WorkerMessage} WorkerMessage
 * @typedef {import('./message.js').WorkerResult} WorkerResult
 * @typedef {{ id: number, path: string, counters: BigInt64Array, fd: number, hash: import('node:crypto').Hash }} Run
 */

const WRITTEN = 0
const HASHED = 1
const END = 2
const BLOCK_BYTES = 1024 * 1024

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)
const bell = /** @type {Int32Array} */ (workerData.bell)
const block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
/** @type {Map<number, Run>} */
const runs = new Map()

/** @param {WorkerMessage} message @returns {boolean} whether to go on */
function take(message) {
  if (message.type === 'stop') return false
  if (message.type === 'abort') drop(message.id)
  else attempt(message.id, () => start(message))
  return true
}

/** @param {Extract<WorkerMessage, { type: 'start' }>} message */
function start({ id, path, counters }) {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  runs.set(id, { id, path, counters, fd, hash: createHash('sha256') })
}

/** @param {number} id */
function drop(id) {
  const run = runs.get(id)
  runs.delete(id)
  if (run !== undefined) closeSync(run.fd)
}

/** Hashes one block, so that runs take turns. @param {Run} run @returns {boolean} whether there was anything to do */
function step(run) {
  const { counters, hash } = run
  const end = Number(Atomics.load(counters, END))
  const hashed = Number(Atomics.load(counters, HASHED))
  const limit = end === -1 ? Number(Atomics.load(counters, WRITTEN)) : end
  if (hashed < limit) {
    const read = readSync(run.fd, block, 0, Math.min(BLOCK_BYTES, limit - hashed), hashed)
    if (read === 0) throw new Error(`the file ends at ${hashed} bytes, ${limit} were written`)
    hash.update(block.subarray(0, read))
    Atomics.store(counters, HASHED, BigInt(hashed + read))
    return true
  }
  if (end === -1) return false
  drop(run.id)
  answer({ id: run.id, sha256: hash.digest('hex') })
  return true
}

/** @param {number} id @param {() => unknown} operation */
function attempt(id, operation) {
  try {
    return operation()
  } catch (error) {
    const { code = '', message } = /** @type {NodeJS.ErrnoException} */ (error)
    drop(id)
    answer({ id, error: { code, message } })
    return true
  }
}

/** @param {WorkerResult} result */
function answer(result) {
  port.postMessage(result)
}

const LOOK_MS = 200

function listen() {
  for (;;) {
    // Read before the messages and counters are: whoever changes one of them afterwards rings, and the wait returns at once.
    const rung = Atomics.load(bell, 0)
    for (let mail = receiveMessageOnPort(port); mail !== undefined; mail = receiveMessageOnPort(port)) {
      if (!take(mail.message)) return
    }
    let busy = false
    for (const run of [...runs.values()]) busy = attempt(run.id, () => step(run)) === true || busy
    // Nobody rings for every few bytes: while there is a run, look now and then.
    if (!busy) Atomics.wait(bell, 0, rung, runs.size > 0 ? LOOK_MS : Number.POSITIVE_INFINITY)
  }
}

listen()
