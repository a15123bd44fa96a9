type Root = Document | ShadowRoot

/**
 * What a live region of many downloads is to say of these sentences: those that no other one on the page says already, so that a transition is
 * told once where a card, a queue and notifications tell of it, also in shadow roots and frames. Regions that no screen reader hears, hidden or behind a dialog, take no word from the others. What a
 * region says stands on it at once: others of the same moment ask before React draws.
 */
export function sayOnce(sentences: readonly string[], region: HTMLElement | null): string {
  // Its own root is asked for itself, since a closed one is found from nowhere else.
  const roots = new Set([...rootsIn(document), ...(region ? rootsIn(region.getRootNode() as Root) : [])])
  const others = [...roots]
    .flatMap((root) => [...root.querySelectorAll<HTMLElement>('[data-said]')])
    .filter((other) => other !== region && isHeard(other))
  const news = sentences.filter((sentence) => !others.some((other) => other.dataset.said?.includes(sentence))).join(' ')
  if (region) region.dataset.said = news
  return news
}

function rootsIn(root: Root): Root[] {
  return [
    root,
    ...[...root.querySelectorAll('*')].flatMap((element) => {
      const inner = element.shadowRoot ?? (element as Partial<HTMLIFrameElement>).contentDocument
      return inner ? rootsIn(inner) : []
    }),
  ]
}

function isHeard(element: Element): boolean {
  if (element.closest('[inert],[aria-hidden=true]')) return false
  if (element.closest('dialog[open]')) return true
  const root = element.getRootNode() as Root
  if (root.querySelector('dialog[open]')) return false
  return !('host' in root) || isHeard(root.host)
}
