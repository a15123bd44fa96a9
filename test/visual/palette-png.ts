import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A picture with 256 colours at most, and so a third of the size. Colours are rounded no more than that takes. */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png)
  for (let step = 1; ; step *= 2) {
    const palette = new Map<number, number>()
    const rows = Buffer.alloc((width + 1) * height)
    for (let at = 0; at < width * height; at++) {
      const colour = roundedTo(step, data, at * 4)
      if (!palette.has(colour)) palette.set(colour, palette.size)
      if (palette.size > 256) break
      // Each row begins with its filter: none.
      rows[at + Math.floor(at / width) + 1] = palette.get(colour) as number
    }
    if (palette.size <= 256) return encode(width, height, [...palette.keys()], rows)
  }
}

function roundedTo(step: number, data: Buffer, at: number): number {
  let colour = 0
  for (let channel = 0; channel < 3; channel++) {
    colour = colour * 256 + Math.min(255, Math.round((data[at + channel] as number) / step) * step)
  }
  return colour
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
