/** What a hook reads: something that holds a state and tells when it changes. A zustand store is one. */
export interface Source<S> {
  /** The same object until it changes. */
  readonly getState: () => S
  /** What a server renders and a page hydrates. */
  readonly getInitialState: () => S
  readonly subscribe: (onChange: () => void) => () => void
}

type StatesOf<I extends readonly Source<unknown>[]> = {
  readonly [K in keyof I]: I[K] extends Source<infer S> ? S : never
}

/**
 * One source made of several. It is made anew only when one of the `parts` that it is made of is another (`===`), so that a change
 * that does not concern it ends here.
 */
export function deriveSource<const I extends readonly Source<unknown>[], const P extends readonly unknown[], T>(
  sources: I,
  parts: (...states: StatesOf<I>) => P,
  make: (...parts: P) => T,
): Source<T> {
  const current = memoize(make)
  const initial = memoize(make)
  return {
    getState: () => current(parts(...(sources.map((source) => source.getState()) as unknown as StatesOf<I>))),
    getInitialState: () =>
      initial(parts(...(sources.map((source) => source.getInitialState()) as unknown as StatesOf<I>))),
    subscribe(onChange) {
      const stops = sources.map((source) => source.subscribe(onChange))
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

function memoize<P extends readonly unknown[], T>(make: (...parts: P) => T): (parts: P) => T {
  let last: { readonly parts: P; readonly value: T } | null = null
  return (parts) => {
    const known = last
    if (known?.parts.every((part, at) => part === parts[at])) return known.value
    last = { parts, value: make(...parts) }
    return last.value
  }
}
