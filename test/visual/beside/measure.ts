/** Parts of an element that a reset or a style sheet may dress, beside the element itself. */
const PSEUDOS = ['::before', '::after', '::placeholder', '::backdrop', '::marker'] as const

/** What a reset sets for the whole page and nobody sees by itself: what it moves shows in the boxes. And what is said twice. */
const UNSEEN = new RegExp(
  `^(?:${[
    '(?:-webkit-)?(?:tap-highlight-color|text-size-adjust|box-sizing)',
    'tab-size|line-height|vertical-align|(?:perspective|transform)-origin',
    'top|right|bottom|left|(?:(?:min|max)-)?(?:width|height)|.*(?:block|inline).*',
  ].join('|')})$`,
)

const LINE = /^(border-(?:top|right|bottom|left)|outline|column-rule|row-rule)-/

/** Where an element is and how it looks, by the names of its properties. */
type Look = ReadonlyMap<string, string>

/** What the eye does not see where it stands: lists that only the system draws, and what is for screen readers. */
const NOT_SEEN = 'option, .weightlift-hidden, .weightlift-hidden *'

/** Every element at and below some places, and how each looks. */
export function measure(selector: string): ReadonlyMap<string, Look> {
  const roots = [...document.querySelectorAll(selector)]
  const elements = new Set(roots.flatMap((root) => [root, ...root.querySelectorAll('*')]))
  const seen = [...elements].filter((element) => !element.matches(NOT_SEEN))
  const named = seen.map((element, at) => {
    const name = `${at} ${element.localName}.${element.getAttribute('class') ?? ''}`
    return [name, lookOf(element)] as const
  })
  return new Map(named)
}

/** What two measurements differ in, in words. */
export function differences(before: ReadonlyMap<string, Look>, now: ReadonlyMap<string, Look>): string[] {
  const found = before.size === now.size ? [] : [`${now.size} elements, not ${before.size}`]
  for (const [name, look] of before) {
    for (const [property, value] of look) {
      const other = now.get(name)?.get(property)
      if (other !== undefined && other !== value) found.push(`${name} ${property}: ${value} became ${other}`)
    }
  }
  return found
}

function lookOf(element: Element): Look {
  const { x, y, width, height } = element.getBoundingClientRect()
  const look = new Map([['box', [x, y, width, height].map((length) => length.toFixed(1)).join(' ')]])
  addStyle(look, '', getComputedStyle(element))
  for (const pseudo of PSEUDOS) {
    const style = getComputedStyle(element, pseudo)
    if (isDrawn(element, pseudo, style)) addStyle(look, pseudo, style)
  }
  return look
}

function isDrawn(element: Element, pseudo: string, style: CSSStyleDeclaration): boolean {
  if (pseudo === '::placeholder') return element.hasAttribute('placeholder')
  if (pseudo === '::backdrop') return element.matches(':modal')
  if (pseudo === '::marker') return getComputedStyle(element).display === 'list-item'
  return style.content !== 'none'
}

function addStyle(look: Map<string, string>, pseudo: string, style: CSSStyleDeclaration): void {
  for (const property of style) {
    if (UNSEEN.test(property) || property.startsWith('--') || isNothing(property, style)) continue
    look.set(`${pseudo}${property}`, style.getPropertyValue(property))
  }
}

/** A line that is not drawn has no colour and no style. To a button, two names of its native look are the same. */
function isNothing(property: string, style: CSSStyleDeclaration): boolean {
  if (property === 'appearance') return style.appearance === 'button'
  const line = LINE.exec(property)?.[1]
  if (line === undefined) return false
  return style.getPropertyValue(`${line}-style`) === 'none' || style.getPropertyValue(`${line}-width`) === '0px'
}
