/** What the page asks of the process that drives it. */
export interface PageRequest {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
}

const waiting: PageRequest[] = []
const answers = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
let nextId = 0

/** Asks the driving process: the page itself has no way out but the sidecar's pipe. */
export function ask(name: string, ...args: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    nextId += 1
    answers.set(nextId, { resolve, reject })
    waiting.push({ id: nextId, name, args })
  })
}

/** Everything that was asked since the last call. */
export function takeRequests(): readonly PageRequest[] {
  return waiting.splice(0)
}

export function answer(id: number, value: unknown, error: string | null): void {
  if (error === null) answers.get(id)?.resolve(value)
  else answers.get(id)?.reject(new Error(error))
  answers.delete(id)
}
