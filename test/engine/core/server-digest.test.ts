import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverDigest } from '../../../src/engine/core/server-digest.js'

const HEX = createHash('sha256').update('model').digest('hex')
const BASE64 = createHash('sha256').update('model').digest('base64')

describe('the digest that a server tells', () => {
  it.each([
    ['Repr-Digest', { 'repr-digest': `sha-256=:${BASE64}:` }],
    ['Repr-Digest among others', { 'repr-digest': `sha-512=:AAAA:, sha-256=:${BASE64}:` }],
    ["Hugging Face's linked ETag", { 'x-linked-etag': `"${HEX}"` }],
    ['a linked ETag beside a Repr-Digest that is none', { 'repr-digest': 'sha-256=:AAAA:', 'x-linked-etag': HEX }],
    ["S3's checksum of the whole object", { 'x-amz-checksum-sha256': BASE64, 'x-amz-checksum-type': 'FULL_OBJECT' }],
  ])('is read from %s', (_, headers) => {
    for (const status of [200, 206])
      expect(serverDigest(status, headers as unknown as Record<string, string>)).toBe(HEX)
  })

  it.each([
    ['no header', {}],
    ['a linked ETag that is a git hash', { 'x-linked-etag': '"0123456789abcdef0123456789abcdef01234567"' }],
    ['a checksum of parts', { 'x-amz-checksum-sha256': `${BASE64}-3` }],
    ['a checksum said to be of parts', { 'x-amz-checksum-sha256': BASE64, 'x-amz-checksum-type': 'COMPOSITE' }],
    ['the digest of one message only', { 'content-digest': `sha-256=:${BASE64}:` }],
    ['another algorithm', { 'repr-digest': `sha-512=:${BASE64}:` }],
  ])('is null with %s', (_, headers) => {
    expect(serverDigest(206, headers as unknown as Record<string, string>)).toBeNull()
  })

  it("is S3's checksum of the whole object, or what stands beside the whole of it", () => {
    const checksum = { 'x-amz-checksum-sha256': BASE64 }
    expect(serverDigest(200, checksum)).toBe(HEX)
    expect(serverDigest(206, checksum)).toBeNull()
  })

  it('is read from a redirect only where it speaks of the file behind it, and from no error', () => {
    const own = { 'repr-digest': `sha-256=:${BASE64}:`, 'x-amz-checksum-sha256': BASE64 }
    for (const status of [302, 307, 403, 404, 416, 503]) expect(serverDigest(status, own)).toBeNull()
    expect(serverDigest(302, { ...own, 'x-linked-etag': HEX })).toBe(HEX)
    expect(serverDigest(404, { 'x-linked-etag': HEX })).toBeNull()
  })

  it('is the same as the one that was encoded, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const buffer = Buffer.from(bytes)
        expect(serverDigest(200, { 'repr-digest': `sha-256=:${buffer.toString('base64')}:` })).toBe(
          buffer.toString('hex'),
        )
      }),
    )
  })
})
