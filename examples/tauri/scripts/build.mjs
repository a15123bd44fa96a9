// Builds the page, packs the sidecar and compiles the app: `node scripts/build.mjs`. Needs Rust, and Debian's libwebkit2gtk-4.1-dev.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { build } from 'esbuild'

const here = dirname(dirname(fileURLToPath(import.meta.url)))
const rust = join(here, 'src-tauri')

linkPackage()
await buildPage()
writeIcon()
const triple = /^host: (.+)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }))?.[1]
execFileSync(process.execPath, [join(here, 'scripts/pack-sidecar.mjs'), join(rust, `binaries/weightlift-${triple}`)], {
  stdio: ['ignore', 'ignore', 'inherit'],
})
execFileSync('cargo', ['build', '--locked'], { cwd: rust, stdio: 'inherit' })

/** In this repository the package is its own neighbour; an app of yours has it from npm. */
function linkPackage() {
  const link = join(here, 'node_modules/weightlift')
  if (existsSync(link)) return
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync('../../..', link, 'dir')
}

async function buildPage() {
  await build({
    entryPoints: [join(here, 'page/main.tsx')],
    outdir: join(here, 'dist'),
    bundle: true,
    format: 'esm',
    target: 'safari16',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
  })
  copyFileSync(join(here, 'page/index.html'), join(here, 'dist/index.html'))
}

/** A plain square: an app has to have an icon. */
function writeIcon() {
  const size = 32
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size * 4, Buffer.from([37, 99, 235, 255]))])
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6], 8)
  const rows = deflateSync(Buffer.concat(Array.from({ length: size }, () => row)))
  const parts = [chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]
  mkdirSync(join(rust, 'icons'), { recursive: true })
  writeFileSync(join(rust, 'icons/icon.png'), Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]))
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc(body), body.length + 4)
  return out
}

/** @param {Buffer} bytes */
function crc(bytes) {
  let value = ~0
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0)
  }
  return ~value >>> 0
}
