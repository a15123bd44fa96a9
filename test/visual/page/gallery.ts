import { composeStories, setProjectAnnotations } from '@storybook/react-vite'
import preview from '../../../.storybook/preview.js'

/** What the page offers to whoever takes pictures. */
export interface Gallery {
  /** Every story with the tag `visual`, by what its picture is called. */
  list(): Promise<readonly string[]>
  /** Draws a story in place of the one before, and plays what it plays. */
  show(name: string, globals: Readonly<Record<string, string>>): Promise<void>
  /** Waits until letters and layout are there, stops what moves, and tells how tall the page is. */
  settle(): Promise<number>
}

interface Composed {
  readonly tags: readonly string[]
  readonly storyName: string
  run(context: { canvasElement: HTMLElement }): Promise<void>
}

const files = {
  ...import.meta.glob('../../../src/**/*.stories.tsx'),
  ...import.meta.glob('../../../.storybook/**/*.stories.tsx'),
} as Readonly<Record<string, () => Promise<Parameters<typeof composeStories>[0]>>>

/** All stories, by what their pictures are called. */
async function storiesWith(globals: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Composed>> {
  const found = new Map<string, Composed>()
  setProjectAnnotations([{ ...preview, initialGlobals: { ...preview.initialGlobals, ...globals } }])
  for (const load of Object.values(files)) {
    const module = await load()
    const title = (module as { default: { title: string } }).default.title
    const stories = composeStories(module) as unknown as Readonly<Record<string, Composed>>
    for (const [exportName, story] of Object.entries(stories)) {
      found.set(nameOf(title, exportName), story)
    }
  }
  return found
}

/** `Components/ModelDownload` and `EveryStatus` make `model-download-every-status`. */
function nameOf(title: string, exportName: string): string {
  return [...title.split('/').slice(1), exportName]
    .join(' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
}

export const gallery: Gallery = {
  async list() {
    const stories = [...(await storiesWith({}))]
    return stories.flatMap(([name, { tags }]) => (tags.includes('visual') ? [name] : [])).sort()
  },
  async show(name, globals) {
    const story = (await storiesWith(globals)).get(name)
    if (story === undefined) throw new Error(`There is no story that makes ${name}.`)
    const before = document.getElementById('story') as HTMLElement
    const canvasElement = before.cloneNode() as HTMLElement
    before.replaceWith(canvasElement)
    await story.run({ canvasElement })
  },
  async settle() {
    await document.fonts.ready
    await twoFrames()
    standStill()
    await twoFrames()
    return document.documentElement.scrollHeight
  },
}

function twoFrames(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

/** Transitions are over; what runs for ever stands where it is well seen. */
function standStill(): void {
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY) {
      animation.pause()
      animation.currentTime = 600
    } else animation.finish()
  }
}
