/** What a person may put between digits to tell thousands apart, beside the language's own sign. */
const SPACES = /[\s\u00a0\u202f'’]/g

/**
 * Reads a number as a person writes it in a language: `1,5` in German, `1.5` in English, `١٫٥` in Arabic. The other sign is understood
 * too, where it cannot tell thousands apart: `1.5` in German. Null where it is no number.
 */
export function parseNumber(text: string, locale: string): number | null {
  const { digits, decimal, group } = signsOf(locale)
  const plain = [...text.trim().replace(SPACES, '')]
    .map((sign) => {
      const digit = digits.indexOf(sign)
      return digit === -1 ? sign : String(digit)
    })
    .join('')
  if (!/^\d*(?:\D?\d+)*$/.test(plain) || plain === '') return null
  const signs = plain.replace(/\d/g, '')
  if (signs === '') return Number(plain)
  const last = plain.slice(plain.search(/\D\d*$/))
  const sign = last.charAt(0)
  const tellsThousands = sign === group && last.length === 4 && !plain.startsWith(sign)
  // Several of one sign, or the language's own with three digits behind: 1.000.000 and 1.000.
  if (tellsThousands && [...signs].every((other) => other === group)) return Number(plain.replace(/\D/g, ''))
  if (sign !== decimal && sign !== '.' && sign !== ',') return null
  if ([...signs].filter((other) => other === sign).length > 1) return null
  const whole = plain.slice(0, plain.length - last.length)
  if (/\D/.test(whole) && !/^\d{1,3}(?:\D\d{3})+$/.test(whole)) return null
  return Number(`${whole.replace(/\D/g, '')}.${last.slice(1)}`)
}

/** Writes a number as it can be edited: without signs between thousands, with three decimals at most. */
export function writeNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 3 }).format(value)
}

interface Signs {
  readonly digits: readonly string[]
  readonly decimal: string
  readonly group: string
}

const known = new Map<string, Signs>()

function signsOf(locale: string): Signs {
  const before = known.get(locale)
  if (before !== undefined) return before
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.8)
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  const one = new Intl.NumberFormat(locale, { useGrouping: false })
  const signs = {
    digits: Array.from({ length: 10 }, (_, digit) => one.format(digit)),
    decimal: of('decimal'),
    group: of('group'),
  }
  known.set(locale, signs)
  return signs
}
