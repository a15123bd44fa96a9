/** The texts of cards whose contrast to the card's own ground is below 4.5 to 1, in words. */
export function faintTexts(selector: string): string[] {
  return [...document.querySelectorAll(selector)].flatMap((card) => {
    const ground = luminance(getComputedStyle(card).backgroundColor)
    return textsIn(card).flatMap((element) => {
      const { color, backgroundColor } = getComputedStyle(element)
      const [more, less] = [luminance(color), isClear(backgroundColor) ? ground : luminance(backgroundColor)].sort(
        (a, b) => b - a,
      ) as [number, number]
      const contrast = (more + 0.05) / (less + 0.05)
      return contrast < 4.5 ? [`${element.textContent} ${color} has ${contrast.toFixed(2)}`] : []
    })
  })
}

function textsIn(card: Element): Element[] {
  return [...card.querySelectorAll('*')].filter((element) =>
    [...element.childNodes].some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim()),
  )
}

/** A veil of a few per cent does not decide what can be read. */
function isClear(colour: string): boolean {
  return bytesOf(colour)[3] < 64
}

function luminance(colour: string): number {
  const [red, green, blue] = bytesOf(colour).map((byte) => {
    const share = byte / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Any colour of CSS, as the browser would draw it. */
function bytesOf(colour: string): [number, number, number, number] {
  const context = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  return [...context.getImageData(0, 0, 1, 1).data] as [number, number, number, number]
}
