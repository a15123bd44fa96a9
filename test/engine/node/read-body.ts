import type { HttpResponse, TakeChunk } from '../../../src/engine/ports/http.js'

/** Hands every chunk on, as the engine does; settles at the end of the body. */
export async function pour({ body }: HttpResponse, take: TakeChunk): Promise<void> {
  if (!('pour' in body)) throw new Error('Bodies from the network are poured.')
  await body.pour(take)
}

/** The whole body. What is lent is copied at once, since it does not stay. */
export async function readBody(response: HttpResponse): Promise<Buffer> {
  const chunks: Buffer[] = []
  await pour(response, (chunk) => {
    chunks.push(Buffer.from(chunk))
    return undefined
  })
  return Buffer.concat(chunks)
}
