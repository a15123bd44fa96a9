// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { type ComponentType, createRef, type ReactElement, type ReactNode, type Ref } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import * as Plan from '../../src/components/download-plan/index.parts.js'
import * as Queue from '../../src/components/download-queue/index.parts.js'
import * as Settings from '../../src/components/download-settings/index.parts.js'
import * as Storage from '../../src/components/storage-panel/index.parts.js'
import * as entry from '../../src/index.js'
import type { MemoryEngine } from '../hooks/memory-engine.js'
import { withEngine } from '../hooks/with-engine.js'
import { emptyDisk, emptyEngine, fullEngine, lostEngine } from './full-engine.js'
import { installNativeDialog } from './native-dialog.js'
import { settle } from './show.js'

beforeAll(installNativeDialog)
afterEach(cleanup)

interface Conforming {
  readonly tag: string
  readonly wrap: (part: ReactElement) => ReactNode
  readonly props?: Record<string, unknown>
  /** Style that the part cannot do without. */
  readonly looks?: readonly string[]
  /** Where it is drawn only after a press of this button. */
  readonly open?: string
  readonly engine?: () => MemoryEngine
  /** The class that it has unless it is given another: a drop-in that is one element. */
  readonly looksBy?: string
}

type AnyPart = ComponentType<Record<string, unknown> & { ref?: Ref<HTMLElement> }>

const MODEL = { id: 'mine', name: 'Mine', url: 'https://models.example/mine.bin', sha256: 'a'.repeat(64) }

const alone = (part: ReactElement): ReactNode => part
const inQueue = (part: ReactElement): ReactNode => <Queue.Root>{part}</Queue.Root>
const inLine = (part: ReactElement): ReactNode => inQueue(<Queue.Section name="queued">{part}</Queue.Section>)
const inRunning = (part: ReactElement): ReactNode =>
  inQueue(
    <Queue.Section name="running">
      <Queue.List>{part}</Queue.List>
    </Queue.Section>,
  )
const inRow = (part: ReactElement): ReactNode =>
  inLine(
    <Queue.List>
      <Queue.Item>
        <Queue.Download>{part}</Queue.Download>
      </Queue.Item>
    </Queue.List>,
  )
const inSettings = (part: ReactElement): ReactNode => <Settings.Root>{part}</Settings.Root>
const inField =
  (name: 'bytesPerSecondLimit' | 'concurrency' | 'metered' | 'schedule') =>
  (part: ReactElement): ReactNode =>
    inSettings(<Settings.Field name={name}>{part}</Settings.Field>)
const inWindow = (part: ReactElement): ReactNode => inField('schedule')(<Settings.Windows>{part}</Settings.Windows>)
const inStorage = (part: ReactElement): ReactNode => <Storage.Root>{part}</Storage.Root>
const inModels = (part: ReactElement): ReactNode => inStorage(<Storage.Section name="models">{part}</Storage.Section>)
const inStored =
  (name: 'models' | 'partials') =>
  (part: ReactElement): ReactNode =>
    inStorage(
      <Storage.Section name={name}>
        <Storage.List>{part}</Storage.List>
      </Storage.Section>,
    )

/** Every part, where it is drawn. A part that is added without a line here does not compile. */
const QUEUE: Readonly<Record<keyof typeof Queue, Conforming>> = {
  Announcer: { tag: 'DIV', wrap: inQueue },
  Download: { tag: 'DIV', wrap: inRunning },
  Empty: { tag: 'DIV', wrap: inQueue, engine: emptyEngine },
  Handle: { tag: 'SPAN', wrap: inRow, looks: ['touch-action'] },
  Heading: { tag: 'H3', wrap: inLine },
  Item: { tag: 'LI', wrap: inRunning },
  List: { tag: 'UL', wrap: inLine },
  MoveDown: { tag: 'BUTTON', wrap: inRow },
  MoveUp: { tag: 'BUTTON', wrap: inRow },
  Notice: { tag: 'DIV', wrap: inQueue, engine: lostEngine },
  PauseAll: { tag: 'BUTTON', wrap: inQueue },
  ResumeAll: { tag: 'BUTTON', wrap: inQueue },
  Root: { tag: 'DIV', wrap: alone },
  Section: { tag: 'SECTION', wrap: inQueue, props: { name: 'queued' } },
  SpeedGraph: { tag: 'DIV', wrap: inQueue },
  Summary: { tag: 'DIV', wrap: inQueue },
}

const SETTINGS: Readonly<Record<keyof typeof Settings, Conforming>> = {
  AddWindow: { tag: 'BUTTON', wrap: inField('schedule') },
  Concurrency: { tag: 'INPUT', wrap: inField('concurrency') },
  Field: { tag: 'DIV', wrap: inSettings, props: { name: 'metered' } },
  Hint: { tag: 'DIV', wrap: inField('metered') },
  Label: { tag: 'LABEL', wrap: inField('metered') },
  LimitInput: { tag: 'INPUT', wrap: inField('bytesPerSecondLimit') },
  LimitUnit: { tag: 'SELECT', wrap: inField('bytesPerSecondLimit') },
  Metered: { tag: 'SELECT', wrap: inField('metered') },
  Problem: { tag: 'DIV', wrap: inField('metered') },
  Root: { tag: 'DIV', wrap: alone },
  ScheduleSwitch: { tag: 'INPUT', wrap: inField('schedule') },
  TimeZone: { tag: 'SELECT', wrap: inField('schedule') },
  Window: { tag: 'LI', wrap: inWindow },
  WindowDays: { tag: 'DIV', wrap: inWindow },
  WindowLimit: { tag: 'INPUT', wrap: inWindow },
  WindowProblem: { tag: 'DIV', wrap: inWindow },
  WindowRemove: { tag: 'BUTTON', wrap: inWindow },
  WindowTime: { tag: 'INPUT', wrap: inWindow, props: { edge: 'from' } },
  Windows: { tag: 'UL', wrap: inField('schedule') },
}

const inRemove = (dialog: ReactElement): ReactNode => inStored('models')(<Storage.Remove dialog={dialog} />)

const STORAGE: Readonly<Record<keyof typeof Storage, Conforming>> = {
  Adopt: { tag: 'BUTTON', wrap: inStorage, props: { model: MODEL, pickLocation: async () => null } },
  Announcer: { tag: 'DIV', wrap: inStorage },
  Bar: { tag: 'DIV', wrap: inStorage },
  Discard: { tag: 'BUTTON', wrap: inStored('partials') },
  Empty: { tag: 'DIV', wrap: inStorage, engine: emptyDisk },
  Facts: { tag: 'SPAN', wrap: inStored('models') },
  Heading: { tag: 'H3', wrap: inModels },
  Item: { tag: 'LI', wrap: inStored('models') },
  List: { tag: 'UL', wrap: inModels },
  Name: { tag: 'SPAN', wrap: inStored('models') },
  Notice: { tag: 'DIV', wrap: inStorage, engine: lostEngine },
  Problem: {
    tag: 'DIV',
    wrap: (part) =>
      inStored('models')(
        <>
          <Storage.Verify />
          {part}
        </>,
      ),
    open: 'Check, whole',
    engine: () => {
      const engine = fullEngine()
      engine.refuse('locked')
      return engine
    },
  },
  Remove: { tag: 'BUTTON', wrap: inStored('models') },
  RemoveDialog: { tag: 'DIALOG', wrap: inRemove, open: 'Remove, whole' },
  Root: { tag: 'DIV', wrap: alone },
  Section: { tag: 'SECTION', wrap: inStorage, props: { name: 'models' } },
  Size: { tag: 'SPAN', wrap: inStored('models') },
  Summary: { tag: 'DIV', wrap: inStorage },
  Sweep: { tag: 'BUTTON', wrap: inStorage },
  SweepAge: { tag: 'SELECT', wrap: inStorage },
  Verify: { tag: 'BUTTON', wrap: inStored('models') },
}

const crowded = (): MemoryEngine => {
  const engine = fullEngine()
  Object.assign(engine.room.plan, { missingBytes: 5 })
  return engine
}
const inPlan = (part: ReactElement): ReactNode => <Plan.Root model={MODEL}>{part}</Plan.Root>

const PLAN: Readonly<Record<keyof typeof Plan, Conforming>> = {
  Facts: { tag: 'DL', wrap: inPlan },
  Root: { tag: 'DIV', wrap: alone, props: { model: MODEL } },
  Warning: { tag: 'P', wrap: inPlan, engine: crowded },
}

const { NetworkNotice, DownloadToasts, ModelGate } = entry
const ONE = { NetworkNotice, DownloadToasts, ModelGate }
const ONE_ELEMENT: Readonly<Record<keyof typeof ONE, Conforming>> = {
  DownloadToasts: { tag: 'SECTION', wrap: alone, looksBy: 'weightlift-toasts' },
  ModelGate: { tag: 'DIV', wrap: alone, props: { model: MODEL } },
  NetworkNotice: { tag: 'DIV', wrap: alone, looksBy: 'weightlift-network', engine: lostEngine },
}

const all = [
  ...Object.entries(PLAN).map(([name, of]) => ['Plan', 'Plan', name, of, Plan] as const),
  ...Object.entries(ONE_ELEMENT).map(([name, of]) => ['', '', name, of, ONE] as const),
  ...Object.entries(QUEUE).map(([name, of]) => ['Queue', 'DownloadQueue', name, of, Queue] as const),
  ...Object.entries(SETTINGS).map(([name, of]) => ['Settings', 'DownloadSettings', name, of, Settings] as const),
  ...Object.entries(STORAGE).map(([name, of]) => ['Storage', 'StoragePanel', name, of, Storage] as const),
]

describe.each(all)('%s (%s) %s', (space, flat, name, conforming, parts) => {
  const { tag, wrap, props = {}, looks = [], open, engine, looksBy = '' } = conforming
  const Part = (parts as Readonly<Record<string, unknown>>)[name] as AnyPart

  async function draw(given: Record<string, unknown> & { ref?: Ref<HTMLElement> }): Promise<HTMLElement> {
    render(wrap(<Part {...props} data-testid="part" {...given} />), { wrapper: withEngine((engine ?? fullEngine)()) })
    await settle()
    if (open !== undefined) await userEvent.click(screen.getByRole('button', { name: open }))
    return screen.getAllByTestId('part').at(-1) as HTMLElement
  }

  it('forwards props and ref to its element', async () => {
    const ref = createRef<HTMLElement>()
    const element = await draw({ ref, dir: 'ltr', lang: 'en', 'data-mine': 'yes' })
    expect(element.tagName).toBe(tag)
    expect(ref.current).toBe(element)
    expect(element.dir).toBe('ltr')
    expect(element.lang).toBe('en')
    expect(element.dataset.mine).toBe('yes')
  })

  it('has no class and no looks of its own', async () => {
    const element = await draw({})
    expect(element.className).toBe(looksBy)
    expect([...element.style]).toEqual(looks)
  })

  it('takes className and style as functions of the state that its data attributes say', async () => {
    const className = vi.fn((_: object) => 'a')
    const element = await draw({ className, style: () => ({ order: 1 }) })
    expect(element.className).toBe('a')
    expect(element.style.order).toBe('1')
    const state = className.mock.lastCall?.[0] as Record<string, unknown>
    expect(Object.keys(state).length).toBeGreaterThan(0)
    for (const [key, value] of Object.entries(state)) {
      const said = element.dataset[key]
      if (value === null || value === false) expect(said).toBeUndefined()
      else expect(said).toBe(value === true ? '' : String(value))
    }
  })

  it('becomes the element given as render, with the props of both', async () => {
    const inner = createRef<HTMLElement>()
    const ref = createRef<HTMLElement>()
    const element = await draw({ ref, className: 'a', render: <article ref={inner} className="b" title="c" /> })
    expect(element.tagName).toBe('ARTICLE')
    expect(ref.current).toBe(element)
    expect(inner.current).toBe(element)
    expect([...element.classList].sort()).toEqual(['a', 'b'])
    expect(element.title).toBe('c')
  })

  it('becomes what render gives as a function of props and state', async () => {
    const element = await draw({ render: (given: object) => <article {...given} /> })
    expect(element.tagName).toBe('ARTICLE')
  })

  it('is exported under its flat name too, and says what to write where it stands alone', async () => {
    const exported = entry as unknown as Readonly<Record<string, unknown>>
    expect(exported[`${flat}${name}`]).toBe(Part)
    if (name === 'Root' || flat === '') return
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<Part {...props} />, { wrapper: withEngine(fullEngine()) })).toThrow(
      new RegExp(`<${space}\\.${name}> needs a <`),
    )
    vi.restoreAllMocks()
  })
})
