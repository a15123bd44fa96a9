/** Whether a simulated program still runs. */
export interface Mortal {
  isAlive: boolean
}

type AnyFunction = (...args: readonly unknown[]) => unknown

/**
 * A port as one program sees it: once the program is dead its calls do nothing, what it waits for never settles, and it is never
 * called back. What a port hands out (an open file, a hold, a body) is seen the same way.
 */
export function mortal<T extends object>(port: T, life: Mortal): T {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (isPart(value)) return mortal(value, life)
      if (typeof value !== 'function') return value
      return (...args: readonly unknown[]) => {
        if (!life.isAlive) return forever()
        const seen = args.map((arg) => (typeof arg === 'function' ? whileAlive(arg as AnyFunction, life) : arg))
        return received(Reflect.apply(value as AnyFunction, target, seen), life)
      }
    },
  })
}

function received(result: unknown, life: Mortal): unknown {
  if (result instanceof Promise) {
    return result.then(
      (value) => (life.isAlive ? received(value, life) : forever()),
      (error) => (life.isAlive ? Promise.reject(error) : forever()),
    )
  }
  return isPart(result) ? mortal(result, life) : result
}

function whileAlive(callback: AnyFunction, life: Mortal): AnyFunction {
  return (...args) => (life.isAlive ? callback(...args) : undefined)
}

/** Something with functions of its own, as against plain data. */
function isPart(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Map) return false
  if (Array.isArray(value) || value instanceof Promise) return false
  return (
    Symbol.asyncIterator in value ||
    Object.values(value).some((member) => typeof member === 'function' || isStream(member))
  )
}

function isStream(member: unknown): boolean {
  return typeof member === 'object' && member !== null && Symbol.asyncIterator in member
}

function forever(): Promise<never> {
  return new Promise(() => undefined)
}
