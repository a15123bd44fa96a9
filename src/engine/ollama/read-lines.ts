/** More than any line that means something. */
const MOST_CHARS = 1024 * 1024

/** The lines of JSON of a body, as they come. What is no JSON or too long is passed over. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      rest += decoder.decode(part.value, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > MOST_CHARS) rest = ''
      for (const line of lines) if (line.trim() !== '') yield parse(line)
    }
    if (rest.trim() !== '') yield parse(rest)
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
