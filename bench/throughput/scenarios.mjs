import { aria2c, aria2cMany, curlAndOpenssl, curlSerial, huggingFace, ipull, ours } from './clients.mjs'
import { whyNoLongLink } from './machine/long-link.mjs'
import { modelFile } from './machine/model-files.mjs'
import { startRelay } from './machine/servers.mjs'
import { resumeAfterKill } from './resume.mjs'

const MIB = 2 ** 20
const RELAY_BYTES_PER_SECOND = 20e6

/**
 * @typedef {Record<string, import('./measure.mjs').Figures>} Medians by client
 * @typedef {{ label: string, value: (medians: Medians) => number, must: number, aim: number | null, unit: string }} Mark
 * @typedef {object} Scenario
 * @property {string} id
 * @property {string} title
 * @property {(setting: Setting) => Promise<import('./clients.mjs').Client[]>} clients in the order of their turns
 * @property {Mark[]} marks
 * @property {() => string | null} [whyNot] why it cannot run here
 *
 * @typedef {object} Setting
 * @property {string} library
 * @property {boolean} quick
 * @property {{ http: string, https: string, httpPort: number, ca: string }} nginx
 * @property {() => Promise<{ http: string, within: string[] }>} longLink
 */

/** @returns {Mark} */
function ratio(figure, peer, must, aim) {
  const name = { wall: 'wall time', cpu: 'CPU time' }[figure]
  return {
    label: `${name} ÷ ${peer}`,
    value: (medians) => medians.ours[figure] / medians[peer][figure],
    must,
    aim,
    unit: '',
  }
}

/** A file by its size in the full run; a quick one takes an eighth. */
function file(mib, quick) {
  const size = (quick ? mib / 8 : mib) * MIB
  return modelFile(`${size / MIB}-mib.bin`, size)
}

function small(quick) {
  return Array.from({ length: quick ? 40 : 200 }, (_, index) => modelFile(`small/${index}.bin`, MIB / 4))
}

function plain(nginx) {
  return { base: nginx.http, ca: null, within: [] }
}

function far({ http, within }) {
  return { base: http, ca: null, within }
}

/** @type {Scenario[]} */
export const scenarios = [
  {
    id: 'http',
    title: '2 GiB over http, to disk, sha256 verified',
    async clients({ library, quick, nginx }) {
      const [one, server] = [file(2048, quick), plain(nginx)]
      return [
        ours(library, [one], server),
        curlAndOpenssl(one, server),
        aria2c(one, server, { checksum: true }),
        huggingFace(one, server),
        ipull(one, server, 8),
      ]
    },
    marks: [
      ratio('wall', 'curl + openssl', 0.9, 0.7),
      ratio('wall', 'aria2c -x16, checksum', 0.4, 0.25),
      ratio('cpu', 'curl + openssl', 1.5, 1.1),
      ratio('cpu', 'aria2c -x16, checksum', 0.65, null),
    ],
  },
  {
    id: 'https',
    title: '2 GiB over https (TLS 1.3), to disk, sha256 verified',
    async clients({ library, quick, nginx }) {
      const [one, server] = [file(2048, quick), { base: nginx.https, ca: nginx.ca, within: [] }]
      return [
        ours(library, [one], server),
        curlAndOpenssl(one, server),
        aria2c(one, server, { checksum: true }),
        huggingFace(one, server),
      ]
    },
    marks: [ratio('wall', 'curl + openssl', 1.05, 0.9)],
  },
  {
    id: 'throttled',
    title: '1 GiB, each connection held to 20 MB/s',
    async clients({ library, quick, nginx }) {
      const base = await startRelay(nginx.httpPort, RELAY_BYTES_PER_SECOND)
      const [one, server] = [file(1024, quick), { base, ca: null, within: [] }]
      return [ours(library, [one], server), aria2c(one, server, { checksum: false }), ipull(one, server, 8)]
    },
    marks: [ratio('wall', 'aria2c -x16', 1.05, 0.95)],
  },
  {
    id: 'far',
    title: '512 MiB, 40 ms round trip, 1 Gbit/s (ours verified, peers not)',
    whyNot: whyNoLongLink,
    async clients({ library, quick, longLink }) {
      const [one, server] = [file(512, quick), far(await longLink())]
      return [ours(library, [one], server), aria2c(one, server, { checksum: false }), ipull(one, server, 8)]
    },
    marks: [ratio('wall', 'aria2c -x16', 1.0, 0.9)],
  },
  {
    id: 'many',
    title: '200 files of 256 KiB, 40 ms round trip (ours verified, peers not)',
    whyNot: whyNoLongLink,
    async clients({ library, quick, longLink }) {
      const [files, server] = [small(quick), far(await longLink())]
      return [ours(library, files, server), curlSerial(files, server), aria2cMany(files, server)]
    },
    marks: [ratio('wall', 'curl, one after another', 0.25, null), ratio('wall', 'aria2c -j16', null, 1.0)],
  },
  {
    id: 'memory',
    title: 'Peak RSS of the process, 2 GiB and 8 GiB over http',
    async clients({ library, quick, nginx }) {
      return [
        ours(library, [file(2048, quick)], plain(nginx), 'ours, 2 GiB'),
        ours(library, [file(8192, quick)], plain(nginx), 'ours, 8 GiB'),
      ]
    },
    marks: [
      { label: 'peak RSS, 2 GiB', value: (medians) => medians['ours, 2 GiB'].rss, must: 160, aim: 110, unit: ' MiB' },
      { label: 'peak RSS, 8 GiB', value: (medians) => medians['ours, 8 GiB'].rss, must: 160, aim: 110, unit: ' MiB' },
      {
        label: 'larger ÷ smaller',
        value: ({ 'ours, 2 GiB': one, 'ours, 8 GiB': other }) =>
          Math.max(one.rss, other.rss) / Math.min(one.rss, other.rss),
        must: 1.1,
        aim: null,
        unit: '',
      },
    ],
  },
  {
    id: 'resume',
    title: '8 GiB, kill -9 at 95 %: from the start of the next process until bytes move',
    async clients({ library, quick, nginx }) {
      return [resumeAfterKill(library, file(8192, quick), plain(nginx))]
    },
    marks: [{ label: 'until bytes move', value: (medians) => medians.ours.wall, must: 1, aim: 0.3, unit: ' s' }],
  },
]

/** Room on disk that a run needs at most, bytes: the files, and the largest of them once more. */
export function neededBytes(quick) {
  return ((8192 + 2048 + 1024 + 512 + 50 + 8192 + 1024) * MIB) / (quick ? 8 : 1)
}
