/** Real ports, whose messages take a turn or two of the event loop each way. */
export async function turns(count = 8): Promise<void> {
  for (let left = count; left > 0; left -= 1) await new Promise((resolve) => setImmediate(resolve))
}
