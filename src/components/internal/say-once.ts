/**
 * What a live region of many downloads is to say of these sentences: those that no other one on the page says already, so that a transition is
 * told once where a card, a queue and notifications tell of it. Regions that no screen reader hears, hidden or behind a dialog, take no word from the others. What a
 * region says stands on it at once: others of the same moment ask before React draws.
 */
export function sayOnce(sentences: readonly string[], region: HTMLElement | null): string {
  const dialog = document.querySelector('dialog[open]')
  const others = [...document.querySelectorAll<HTMLElement>('[data-said]')].filter(
    (other) =>
      other !== region && !other.closest('[inert],[aria-hidden=true]') && (!dialog || other.closest('dialog[open]')),
  )
  const news = sentences.filter((sentence) => !others.some((other) => other.dataset.said?.includes(sentence))).join(' ')
  if (region) region.dataset.said = news
  return news
}
