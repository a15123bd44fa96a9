/** Something at a border that a developer wants to know of. Holds nothing that was in a message. */
export interface Warning {
  /** `dropped-message`: what came in did not fit; `version`: the other side speaks another protocol; `catalog`: the host's catalogue failed; `refused`: a request was turned away; `link`: the link broke. */
  readonly code: 'dropped-message' | 'version' | 'catalog' | 'refused' | 'link'
  readonly message: string
  /** How many of this code there were so far, this one included. */
  readonly count: number
}

export type OnWarning = (warning: Warning) => void

/** So many of a code are told one by one, then each hundredth: a page that floods shall not fill a log. */
const TOLD = 100

/** Counts warnings by code. */
export function createWarner(onWarning: OnWarning | undefined): (code: Warning['code'], message: string) => void {
  const counts = new Map<Warning['code'], number>()
  return (code, message) => {
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    if (count <= TOLD || count % TOLD === 0) onWarning?.({ code, message, count })
  }
}
