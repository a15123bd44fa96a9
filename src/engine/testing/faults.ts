/** Failures waiting for their turn, by what they are to befall. */
export interface FaultQueue<Kind extends string, Fault> {
  /** Lets the next `times` (default 1) of a kind meet the fault. */
  add(kind: Kind, fault: Fault, times?: number): void
  /** The fault that is due for this kind, used up; null for none. */
  take(kind: Kind): Fault | null
  /** The same, not used up. */
  peek(kind: Kind): Fault | null
  clear(): void
}

/** An empty queue of faults. */
export function createFaultQueue<Kind extends string, Fault>(): FaultQueue<Kind, Fault> {
  let entries: { kind: Kind; fault: Fault; left: number }[] = []
  return {
    add(kind, fault, times = 1) {
      entries.push({ kind, fault, left: times })
    },
    take(kind) {
      const entry = entries.find((other) => other.kind === kind)
      if (entry === undefined) return null
      entry.left -= 1
      entries = entries.filter((other) => other.left > 0)
      return entry.fault
    },
    peek: (kind) => entries.find((other) => other.kind === kind)?.fault ?? null,
    clear() {
      entries = []
    },
  }
}
