// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react'
import type { ReactElement, ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { COMMAND_TYPES, QUERY_TYPES } from '../../src/engine/core/command.js'
import type { Download } from '../../src/engine/core/download.js'
import * as entry from '../../src/index.js'
import { createMemoryEngine } from '../hooks/memory-engine.js'
import { withEngine } from '../hooks/with-engine.js'
import { installNativeDialog } from './native-dialog.js'
import { MODEL, settle, show } from './show.js'

/** Every namespace of parts, found by its file, so that none can be forgotten. */
const NAMESPACES = import.meta.glob<Record<string, unknown>>('../../src/components/*/index.parts.ts', { eager: true })

const PARTS = new Map<unknown, string>()
for (const [path, parts] of Object.entries(NAMESPACES)) {
  for (const [name, part] of Object.entries(parts)) PARTS.set(part, `${path.split('/').at(-2)}.${name}`)
}

interface Drawn {
  readonly refs: Set<Element>
}

const drawn = vi.hoisted(() => new Map<string, { refs: Set<Element> }>())
const partNames = vi.hoisted(() => new Map<unknown, string>())

/** Whatever draws a part gives it a class, a style, an attribute and a ref more: all of them have to arrive at its element. */
vi.mock('react/jsx-dev-runtime', async (importOriginal) => {
  const real = await importOriginal<{
    jsxDEV: (type: unknown, props: Record<string, unknown>, ...rest: unknown[]) => unknown
  }>()
  const jsxDEV = (type: unknown, props: Record<string, unknown>, ...rest: unknown[]): unknown => {
    const name = partNames.get(type)
    if (name === undefined) return real.jsxDEV(type, props, ...rest)
    const record = drawn.get(name) ?? { refs: new Set<Element>() }
    drawn.set(name, record)
    const { className } = props
    return real.jsxDEV(
      type,
      {
        ref: (element: Element | null) => {
          if (element !== null) record.refs.add(element)
        },
        ...props,
        'data-part-name': name,
        className: (state: object) =>
          [typeof className === 'function' ? className(state) : className, 'given', `by-${typeof state}`]
            .filter(Boolean)
            .join(' '),
        style: (state: object) => ({
          ...(typeof props.style === 'function' ? props.style(state) : (props.style as object)),
          '--given': Object.keys(state).length,
        }),
      },
      ...rest,
    )
  }
  return { ...real, jsxDEV }
})

for (const [part, name] of PARTS) partNames.set(part, name)

beforeAll(installNativeDialog)
beforeEach(() => drawn.clear())
afterEach(cleanup)

const some: Record<string, Partial<Download>> = {
  [MODEL.id]: { name: 'Whisper', status: 'downloading', totalBytes: 1000, receivedBytes: 420, bytesPerSecond: 10 },
  next: { name: 'Next', status: 'queued', position: 1 },
  later: { name: 'Later', status: 'queued', position: 2 },
  broken: { name: 'Broken', status: 'paused', receivedBytes: 10 },
}

const ALL_OF_IT = {
  commands: COMMAND_TYPES,
  queries: QUERY_TYPES,
  settings: ['concurrency', 'connections', 'bytesPerSecondLimit', 'schedule', 'metered'],
} as const

/** Drop-ins by what they show. What they draw is what is looked at. */
const STAGES: Readonly<Record<string, () => Promise<unknown>>> = {
  ModelDownload: () =>
    show(<entry.ModelDownload model={MODEL} />, { status: 'downloading', bytesPerSecond: 10, timeLeftMs: 1000 }),
  'ModelDownload as a row': () => show(<entry.ModelDownload variant="row" model={MODEL} />, { status: 'paused' }),
  'ModelDownload as a button': () =>
    show(<entry.ModelDownload variant="button" model={MODEL} />, { status: 'waiting', reason: 'offline' }),
  DownloadQueue: async () => {
    const engine = createMemoryEngine()
    engine.put(some)
    await show(<entry.DownloadQueue />, null, engine)
  },
  DownloadSettings: () => show(<entry.DownloadSettings />, null, createMemoryEngine({ capabilities: ALL_OF_IT })),
  StoragePanel: () => show(<entry.StoragePanel />, null),
  DownloadPlan: () => show(<entry.DownloadPlan model={MODEL} license={{ name: 'MIT' }} />, null),
  ModelGate: () => show(<entry.ModelGate model={MODEL} />, null),
}

describe.each(Object.keys(STAGES))('the parts that %s is made of', (stage) => {
  it('hand on attributes, class, style and ref to their one element, and say their state in data-*', async () => {
    await (STAGES[stage] as () => Promise<unknown>)()
    await settle()
    const elements = [...document.querySelectorAll<HTMLElement>('[data-part-name]')]
    expect(elements.length).toBeGreaterThan(1)
    for (const element of elements) {
      const name = element.dataset.partName as string
      expect(element.classList.contains('given'), name).toBe(true)
      expect(element.classList.contains('by-object'), name).toBe(true)
      expect(Number(element.style.getPropertyValue('--given')), name).toBeGreaterThan(0)
      const record = drawn.get(name) as Drawn
      // A drop-in may hold the ref itself.
      if (record.refs.size > 0) expect([...record.refs], name).toContain(element)
      // Whether a finger drags or scrolls is behaviour, and no look.
      const own = [...element.style].filter((property) => !/^(?:--weightlift|--given|touch-action$)/.test(property))
      expect(own, name).toEqual([])
    }
  })
})

describe('every part', () => {
  const names = [...PARTS.values()]

  it('is found: several namespaces of them', () => {
    expect(new Set(names.map((name) => name.split('.')[0])).size).toBeGreaterThanOrEqual(3)
    expect(names.length).toBeGreaterThan(40)
  })

  it.each([...PARTS].map(([part, name]) => [name, part] as const))(
    '%s forwards a ref and is in the entry',
    (_, part) => {
      expect((part as { $$typeof: symbol }).$$typeof).toBe(Symbol.for('react.forward_ref'))
      expect(Object.values(entry)).toContain(part)
    },
  )

  it.each([...PARTS].map(([part, name]) => [name, part] as const))(
    '%s says what is missing where it stands alone, or does without',
    async (_, part) => {
      const Part = part as (props: object) => ReactElement
      vi.spyOn(console, 'error').mockImplementation(() => {})
      let message = ''
      try {
        await show(<Part {...{ model: MODEL }} />, null)
      } catch (error) {
        message = (error as Error).message
      }
      expect(message).toMatch(/^$|needs an? <|belongs to/)
    },
  )
})

describe('every drop-in', () => {
  const Model = MODEL
  const ALL: Readonly<Record<string, ReactNode>> = {
    ModelDownload: <entry.ModelDownload model={Model} />,
    row: <entry.ModelDownload model={Model} variant="row" />,
    button: <entry.ModelDownload model={Model} variant="button" />,
    DownloadProgress: <entry.DownloadProgress model={Model} />,
    PauseButton: <entry.PauseButton model={Model} />,
    ResumeButton: <entry.ResumeButton model={Model} />,
    CancelButton: <entry.CancelButton model={Model} />,
    ModelGate: <entry.ModelGate model={Model} />,
    DownloadPlan: <entry.DownloadPlan model={Model} />,
    NetworkNotice: <entry.NetworkNotice />,
    DownloadToasts: <entry.DownloadToasts />,
    DownloadQueue: <entry.DownloadQueue />,
    DownloadSettings: <entry.DownloadSettings />,
    StoragePanel: <entry.StoragePanel />,
  }

  it.each(Object.keys(ALL))('%s renders on a server, where nothing is known yet', (name) => {
    const Wrapper = withEngine(createMemoryEngine({ link: 'connecting' }))
    expect(typeof renderToString(<Wrapper>{ALL[name]}</Wrapper>)).toBe('string')
  })

  it.each(Object.keys(ALL))('%s carries the language of the words on its outermost element', async (name) => {
    const engine = createMemoryEngine()
    engine.put({ [MODEL.id]: { status: 'downloading', totalBytes: 10, receivedBytes: 4 } })
    const { container } = await show(
      <entry.WeightliftLocaleProvider locale="ar">{ALL[name]}</entry.WeightliftLocaleProvider>,
      null,
      engine,
    )
    const outermost = container.querySelector('[lang="ar"][dir="rtl"]')
    expect(outermost, name).not.toBeNull()
  })
})

describe('buttons that stand alone', () => {
  it('stay, disabled while they make no sense, and act by the model that they were given', async () => {
    const { engine, put } = await show(
      <>
        <entry.PauseButton model={MODEL} />
        <entry.ResumeButton model={MODEL} />
      </>,
      { status: 'downloading' },
    )
    const pause = screen.getByRole('button', { name: 'Pause, Whisper' })
    const resume = screen.getByRole('button', { name: 'Resume, Whisper' })
    expect(resume.getAttribute('aria-disabled')).toBe('true')
    pause.focus()
    pause.click()
    expect(engine.commands).toEqual([{ type: 'pause', id: 'whisper' }])
    await put({ status: 'paused' })
    expect(document.activeElement).toBe(pause)
    expect(pause.getAttribute('aria-disabled')).toBe('true')
    expect(resume.hasAttribute('aria-disabled')).toBe(false)
  })

  it('take back a question whose download is over meanwhile', async () => {
    const { put } = await show(<entry.CancelButton model={MODEL} />, { status: 'downloading' })
    act(() => screen.getByRole('button', { name: 'Cancel, Whisper' }).click())
    expect(screen.getByRole('alertdialog')).toBeTruthy()
    await put({ status: 'completed', receivedBytes: MODEL.size })
    expect(screen.queryByRole('alertdialog')).toBeNull()
    await put({ status: 'downloading' })
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})
