const DIGITS: string = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES: ReadonlyMap<string, number> = new Map([...DIGITS].map((digit, value) => [digit, value]))

/** Largest magnitude that survives the sign's bit. */
export const MAX_WRITTEN: number = 2 ** 51

/** A whole number from 0 up as text: five bits a character, the lowest first, and one that says that more follow. */
export function writeCount(count: number): string {
  let text = ''
  let rest = count
  while (rest >= 32) {
    text += DIGITS[32 + (rest % 32)]
    rest = Math.floor(rest / 32)
  }
  return text + DIGITS[rest]
}

/** A whole number, below 0 too; small ones of either sign are short. */
export function writeChange(change: number): string {
  return writeCount(change < 0 ? -2 * change - 1 : 2 * change)
}

/** Reads what was written. Each gives null where there is none, or none that could have been written. */
export interface NumberReader {
  isAtEnd(): boolean
  count(): number | null
  change(): number | null
}

export function readNumbers(text: string): NumberReader {
  let at = 0

  function count(): number | null {
    let value = 0
    for (let scale = 1; scale <= 2 ** 50; scale *= 32) {
      const digit = VALUES.get(text.charAt(at))
      at += 1
      if (digit === undefined) return null
      value += (digit % 32) * scale
      if (digit < 32) return Number.isSafeInteger(value) ? value : null
    }
    return null
  }

  return {
    isAtEnd: () => at >= text.length,
    count,
    change() {
      const value = count()
      if (value === null) return null
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    },
  }
}
