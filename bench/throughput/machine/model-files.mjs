import { createCipheriv, createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { workspace } from './workspace.mjs'

const BLOCK = Buffer.alloc(16 * 1024 * 1024)

/** Where the servers find the files. */
export const modelFolder = join(workspace, 'files')

/**
 * A file of pseudo-random bytes, the same on every machine: made once, its sha256 beside it.
 *
 * @param {string} name
 * @param {number} size
 * @returns {{ name: string, path: string, size: number, sha256: string }}
 */
export function modelFile(name, size) {
  const path = join(modelFolder, name)
  const note = `${path}.sha256`
  if (!existsSync(note) || statSync(path, { throwIfNoEntry: false })?.size !== size) {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(`${note}.new`, generate(path, name, size))
    renameSync(`${note}.new`, note)
  }
  return { name, path, size, sha256: readFileSync(note, 'utf8') }
}

/** @returns {string} the sha256 of what it wrote */
function generate(path, name, size) {
  const cipher = createCipheriv('aes-128-ctr', createHash('md5').update(name).digest(), Buffer.alloc(16))
  const hash = createHash('sha256')
  const file = openSync(path, 'w')
  try {
    for (let at = 0; at < size; at += BLOCK.length) {
      const bytes = cipher.update(BLOCK.subarray(0, Math.min(BLOCK.length, size - at)))
      hash.update(bytes)
      writeSync(file, bytes)
    }
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
