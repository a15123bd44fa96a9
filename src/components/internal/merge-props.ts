import { type ReactElement, type Ref, version } from 'react'

type Props = Record<string, unknown>
type Handler = (...args: unknown[]) => unknown

const isOld = (): boolean => Number.parseInt(version, 10) < 19

/**
 * Two sets of props as one. The second wins, but event handlers run both, the second first: where it calls
 * `preventDefault` the first does not run. Classes and styles are joined. What is undefined is not there.
 */
export function mergeProps(first: Props, second: Props): Props {
  const merged: Props = { ...first }
  for (const [key, value] of Object.entries(second)) {
    const before = merged[key]
    if (value === undefined) continue
    if (typeof value === 'function' && typeof before === 'function' && /^on[A-Z]/.test(key)) {
      merged[key] = chain(value as Handler, before as Handler)
    } else if (key === 'className' && before !== undefined) merged[key] = `${before} ${value}`
    else if (key === 'style') merged[key] = { ...(before as object), ...(value as object) }
    else merged[key] = value
  }
  return merged
}

function chain(outer: Handler, inner: Handler): Handler {
  return (...args) => {
    outer(...args)
    const event = args[0] as { defaultPrevented?: boolean } | undefined
    if (!event?.defaultPrevented) inner(...args)
  }
}

/** The ref that was written on an element: a prop since React 19, a field of the element before. */
export function refOf(element: ReactElement): Ref<never> | null {
  const holder = isOld() ? element : element.props
  return (holder as { ref?: Ref<never> }).ref ?? null
}

/** One ref that sets both. Since React 19 a ref may give back how it is to be ended, in the place of being called with null. */
export function joinRefs<T>(a: Ref<T> | null, b: Ref<T> | null): Ref<T> | null {
  if (a === null || b === null) return a ?? b
  return (value: T | null) => {
    const ends = [a, b].map((ref) => setRef(ref, value) ?? (() => void setRef(ref, null)))
    // React 18 warns of any answer at all.
    if (isOld()) return undefined
    return () => {
      for (const end of ends) end()
    }
  }
}

function setRef<T>(ref: NonNullable<Ref<T>>, value: T | null): (() => void) | undefined {
  if (typeof ref === 'function') return ref(value) as (() => void) | undefined
  ref.current = value
  return undefined
}
