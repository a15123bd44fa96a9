import { createHash } from 'node:crypto'
import { createNodeDigest } from '../../../src/engine/node/node-digest.js'
import { createNodeFiles } from '../../../src/engine/node/node-files.js'
import { createNodeLock } from '../../../src/engine/node/node-lock.js'
import { createPlaces } from '../../../src/engine/node/places.js'

// A lock is held, a digest is begun and another awaited, nothing is closed: the process is to end by itself, after the result.
const SIZE = 32 * 1024 * 1024
const places = createPlaces(process.argv[2] ?? '')
const ref = { folder: 'm', path: 'a.bin' }
const digest = createNodeDigest(places, { digestWorker: new URL(process.argv[3] ?? '') })
await createNodeLock(places).acquire()
const part = await createNodeFiles(places).openPart(ref)
await part.truncate(SIZE)
await part.close()
digest.sha256(ref, 'part').advance(SIZE)
const sha256 = await digest.sha256(ref, 'part').finish(SIZE)
if (sha256 !== createHash('sha256').update(new Uint8Array(SIZE)).digest('hex')) process.exitCode = 1
