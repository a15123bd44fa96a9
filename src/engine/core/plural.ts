/** How something is said of a number, by the categories that a language has: `other` for those that are left out. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/** Says something of a number: `#` in the form stands for the number, written as the language writes it. */
export type Plural = (count: number, forms: PluralForms) => string

const plurals = new Map<string, Plural>()

/**
 * Makes the plurals of a language: `plural(3, { one: '# model', other: '# models' })`.
 *
 * @param locale A BCP 47 tag.
 */
export function createPlural(locale: string): Plural {
  const known = plurals.get(locale)
  if (known !== undefined) return known
  // Made when it is first needed: they take some ten milliseconds of the start of a process that may never speak.
  let rules: Intl.PluralRules | undefined
  let numbers: Intl.NumberFormat | undefined
  const plural: Plural = (count, forms) => {
    rules ??= new Intl.PluralRules(locale)
    numbers ??= new Intl.NumberFormat(locale)
    return (forms[rules.select(count)] ?? forms.other).replace('#', numbers.format(count))
  }
  plurals.set(locale, plural)
  return plural
}
