/** What a person may put between digits to tell thousands apart, beside the language's own sign. */
const SPACES = /[\s\u00a0\u202f'’]/g

/** Zeros of digits that people type whatever the language of the page is: Arabic, Persian. */
const ZEROS = [0x660, 0x6f0]

/**
 * Reads a number as a person writes it in a language: `1,5` in German, `1.5` in English, `١٫٥` in Arabic. The other sign is understood
 * too, where it cannot tell thousands apart: `1.5` in German. Null where it is no number.
 */
export function parseNumber(text: string, locale: string): number | null {
  const { digits, decimal, group } = signsOf(locale)
  // Normalised: what a Japanese keyboard writes in full width.
  const plain = [...text.normalize('NFKC').replace(SPACES, '')]
    .map((sign) => {
      const code = sign.codePointAt(0) as number
      const digit = [digits.indexOf(sign), ...ZEROS.map((zero) => code - zero)].find((at) => at >= 0 && at < 10)
      return digit === undefined ? sign : String(digit)
    })
    .join('')
    .replace('٫', decimal)
    .replaceAll('٬', group)
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
