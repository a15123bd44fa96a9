import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A picture with 256 colours at most, and so a third of the size: its most frequent ones, and for the others the nearest of them. */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png)
  const counts = new Map<number, number>()
  const pixels = Array.from({ length: width * height }, (_, at) => data.readUIntBE(at * 4, 3))
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const byCount = [...counts.keys()].sort((a, b) => (counts.get(b) as number) - (counts.get(a) as number))
  const palette = byCount.slice(0, 256)
  const places = new Map(byCount.map((colour, at) => [colour, at < 256 ? at : nearest(palette, colour)]))
  const rows = Buffer.alloc((width + 1) * height)
  // Each row begins with its filter: none.
  pixels.forEach((colour, at) => {
    rows[at + Math.floor(at / width) + 1] = places.get(colour) as number
  })
  return encode(width, height, palette, rows)
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [at, candidate] of palette.entries()) {
    const apart = [16, 8, 0].reduce((sum, shift) => {
      return sum + (((candidate >> shift) & 255) - ((colour >> shift) & 255)) ** 2
    }, 0)
    if (apart < least) [best, least] = [at, apart]
  }
  return best
}

function encode(width: number, height: number, palette: readonly number[], rows: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a pixel, by palette.
  header.set([8, 3], 8)
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
