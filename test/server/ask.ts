import { get, type IncomingMessage, type RequestOptions } from 'node:http'

export interface Asked {
  readonly status: number
  readonly httpVersion: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  /** Code of the error that ended the body before its time; null where it came whole. */
  readonly failure: string | null
}

/** One GET with node:http, which follows no redirect and decodes nothing: what came is what was sent. */
export function ask(url: string, options: RequestOptions = {}): Promise<Asked> {
  return new Promise((settle, refuse) => {
    let answered = false
    const request = get(url, { agent: false, ...options }, (response) => {
      answered = true
      const chunks: Buffer[] = []
      let failure: string | null = null
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', (error: NodeJS.ErrnoException) => {
        failure = error.code ?? error.message
      })
      response.on('close', () => {
        settle({
          status: response.statusCode ?? 0,
          httpVersion: response.httpVersion,
          headers: response.headers,
          body: Buffer.concat(chunks),
          failure,
        })
      })
    })
    // After the head the answer tells of the failure itself.
    request.on('error', (error) => {
      if (!answered) refuse(error)
    })
  })
}
