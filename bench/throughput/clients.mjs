import { statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { workspace } from './machine/workspace.mjs'
import { measure, output } from './measure.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const target = join(output, 'model.bin')

/**
 * @typedef {{ name: string, size: number, sha256: string }} File
 * @typedef {{ base: string, ca: string | null, within: string[] }} Server
 * @typedef {{ name: string, measure: () => Promise<import('./measure.mjs').Figures> }} Client
 */

/**
 * @param {string} library
 * @param {File[]} files one makes a model of one file
 * @param {Server} server
 */
export function ourJob(library, files, { base, ca, within }) {
  const described = files.map(({ name, sha256 }) => ({ path: name, urls: [`${base}/${name}`], sha256 }))
  const one = { url: `${base}/${files[0].name}`, sha256: files[0].sha256 }
  const model = { id: 'model', ...(files.length === 1 ? one : { files: described }) }
  return { library, directory: output, model, ca, insecure: within.length > 0 }
}

/** @returns {string[]} the command of our engine in a process of its own */
export function ourCommand(job) {
  return [process.execPath, join(here, 'ours.mjs'), JSON.stringify(job)]
}

/** @returns {Client} */
export function ours(library, files, server, name = 'ours') {
  const path = (file) => join(output, 'model', files.length === 1 ? file.name : file.name)
  return client(name, ourCommand(ourJob(library, files, server)), server, files, path)
}

/** @returns {Client} */
export function curlAndOpenssl(file, server) {
  const trust = server.ca === null ? [] : ['--cacert', server.ca]
  const script = 'out=$1 sum=$2; shift 2; curl "$@" && [ "$(openssl dgst -sha256 -r "$out" | cut -c -64)" = "$sum" ]'
  const args = ['-sSf', ...trust, '-o', target, `${server.base}/${file.name}`]
  return client('curl + openssl', ['sh', '-c', script, 'sh', target, file.sha256, ...args], server, [file])
}

/** One after another on one connection that is kept alive. */
export function curlSerial(files, server) {
  const settings = join(workspace, 'curl.txt')
  const lines = files.map(({ name }) => `url = "${server.base}/${name}"\noutput = "${join(output, name)}"\n`)
  writeFileSync(settings, lines.join(''))
  const command = ['curl', '-sSf', '--create-dirs', '-K', settings]
  return client('curl, one after another', command, server, files, ({ name }) => join(output, name))
}

// Without preallocation, which would have it write everything twice.
const ARIA2C = ['aria2c', '-q', '--no-conf', '--file-allocation=none']

/** @returns {Client} */
export function aria2c(file, server, { checksum }) {
  const args = [
    ...['-x16', '-s16', '-k1M'],
    ...(checksum ? [`--checksum=sha-256=${file.sha256}`] : []),
    ...(server.ca === null ? [] : [`--ca-certificate=${server.ca}`]),
    ...['-d', output, '-o', 'model.bin', `${server.base}/${file.name}`],
  ]
  return client(checksum ? 'aria2c -x16, checksum' : 'aria2c -x16', [...ARIA2C, ...args], server, [file])
}

/** @returns {Client} */
export function aria2cMany(files, server) {
  const list = join(workspace, 'aria2c.txt')
  writeFileSync(list, files.map(({ name }) => `${server.base}/${name}\n  out=${name}\n`).join(''))
  const command = [...ARIA2C, '-j16', '-d', output, '-i', list]
  return client('aria2c -j16', command, server, files, ({ name }) => join(output, name))
}

/** @returns {Client} */
export function ipull(file, server, connections) {
  const command = [process.execPath, join(here, 'peers', 'ipull.mjs'), `${server.base}/${file.name}`, target]
  return client(`ipull, ${connections} streams`, [...command, String(connections)], server, [file])
}

/** @returns {Client} */
export function huggingFace(file, server) {
  const command = [process.execPath, join(here, 'peers', 'hugging-face.mjs'), server.base, file.name, target]
  const trust = server.ca === null ? [] : ['env', `NODE_EXTRA_CA_CERTS=${server.ca}`]
  return client('@huggingface/hub', [...trust, ...command], server, [file])
}

/** @returns {Client} */
function client(name, command, server, files, path = () => target) {
  return {
    name,
    async measure() {
      const figures = await measure(command, server.within)
      for (const file of files) {
        const size = statSync(path(file), { throwIfNoEntry: false })?.size
        if (size !== file.size) throw new Error(`${name} left ${size ?? 'no'} bytes of ${file.name}, not ${file.size}.`)
      }
      return figures
    },
  }
}
