// @vitest-environment jsdom
import { cleanup } from '@testing-library/react'
import { type ComponentType, createRef, type ReactElement, type ReactNode, type Ref } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import * as Download from '../../src/components/download/index.parts.js'
import { EngineError, toErrorData } from '../../src/engine/core/errors.js'
import * as entry from '../../src/index.js'
import { installNativeDialog } from './native-dialog.js'
import { MODEL, show } from './show.js'

beforeAll(installNativeDialog)
afterEach(cleanup)

const parts: Readonly<Record<string, unknown>> = { ...Download }
const exported: Readonly<Record<string, unknown>> = { ...entry }

type AnyPart = ComponentType<Record<string, unknown> & { ref?: Ref<HTMLElement> }>
type Snapshot = Parameters<typeof show>[1]

interface Conforming {
  readonly download: Snapshot
  readonly tag: string
  /** How the part stands in a page. Default: inside a root. */
  readonly wrap?: (part: ReactElement) => ReactNode
  /** What brings it to view. */
  readonly open?: string
}

const inRoot = (part: ReactElement): ReactNode => <Download.Root model={MODEL}>{part}</Download.Root>
const inConfirm =
  (Control: typeof Download.Cancel, label: string): ((part: ReactElement) => ReactNode) =>
  (dialog) =>
    inRoot(<Control dialog={dialog} data-testid={label} />)

const NEWER = { revision: '2', totalBytes: 5_000_000_000, bytesToFetch: 512_000_000, needsDigest: false }
const running: Snapshot = { status: 'downloading', bytesPerSecond: 12_345_678, timeLeftMs: 221_000 }
const failed: Snapshot = { status: 'failed', error: toErrorData(new EngineError('disk-full', 'Full.')) }

/** Every part, in a state in which it is drawn. A part that is added without a line here does not compile. */
const PARTS: Readonly<Record<keyof typeof Download, Conforming>> = {
  Action: { download: running, tag: 'BUTTON' },
  Announcer: { download: running, tag: 'DIV' },
  Bytes: { download: running, tag: 'SPAN' },
  Cancel: { download: running, tag: 'BUTTON' },
  CancelDialog: { download: running, tag: 'DIALOG', wrap: inConfirm(Download.Cancel, 'opener'), open: 'opener' },
  Error: { download: failed, tag: 'DIV' },
  Files: { download: { ...running, files: [{ path: 'a.bin', totalBytes: 10, receivedBytes: 4 }] }, tag: 'UL' },
  Icon: { download: running, tag: 'SPAN' },
  Indicator: { download: running, tag: 'SPAN' },
  Notice: { download: running, tag: 'SPAN' },
  Pause: { download: running, tag: 'BUTTON' },
  Percent: { download: running, tag: 'SPAN' },
  Progress: { download: running, tag: 'DIV' },
  Reason: { download: { status: 'waiting', reason: 'offline' }, tag: 'SPAN' },
  Remove: { download: { status: 'completed' }, tag: 'BUTTON' },
  RemoveDialog: {
    download: { status: 'completed', receivedBytes: 4_700_000_000 },
    tag: 'DIALOG',
    wrap: inConfirm(Download.Remove, 'opener'),
    open: 'opener',
  },
  Resume: { download: { status: 'paused' }, tag: 'BUTTON' },
  Retry: { download: failed, tag: 'BUTTON' },
  Root: { download: running, tag: 'DIV', wrap: (part) => part },
  Speed: { download: running, tag: 'SPAN' },
  Start: { download: null, tag: 'BUTTON' },
  Status: { download: running, tag: 'SPAN' },
  TimeLeft: { download: running, tag: 'SPAN' },
  Title: { download: running, tag: 'SPAN' },
  Update: { download: { status: 'completed', updateAvailable: NEWER }, tag: 'BUTTON' },
}

describe.each(Object.keys(PARTS) as (keyof typeof PARTS)[])('Download.%s', (name) => {
  const { download, tag, wrap = inRoot, open } = PARTS[name]
  const Part = parts[name] as AnyPart
  const rootProps = name === 'Root' ? { model: MODEL } : {}

  async function draw(props: Record<string, unknown> & { ref?: Ref<HTMLElement> }): Promise<HTMLElement> {
    const shown = await show(wrap(<Part {...rootProps} data-testid="part" {...props} />), download)
    if (name === 'Notice') {
      shown.engine.publish({ link: 'lost' })
      await shown.put({})
    }
    if (open !== undefined) {
      shown.getByTestId(open).click()
      await shown.put({})
    }
    return shown.getByTestId('part')
  }

  it('forwards props and ref to its element', async () => {
    const ref = createRef<HTMLElement>()
    const element = await draw({ ref, id: 'mine', lang: 'en', 'data-mine': 'yes' })
    expect(element.tagName).toBe(tag)
    expect(ref.current).toBe(element)
    expect(element.id).toBe('mine')
    expect(element.lang).toBe('en')
    expect(element.dataset.mine).toBe('yes')
  })

  it('has no class and no looks of its own', async () => {
    const element = await draw({})
    expect(element.className).toBe('')
    expect([...element.style].filter((property) => !property.startsWith('--weightlift-'))).toEqual([])
  })

  it('takes className and style as values and as functions of the state', async () => {
    const plain = await draw({ className: 'a', style: { order: 1 } })
    expect(plain.className).toBe('a')
    expect(plain.style.order).toBe('1')
    cleanup()
    const byState = await draw({
      className: ({ status }: { status: string }) => `is-${status}`,
      style: ({ status }: { status: string }) => ({ order: status.length }),
    })
    const status = download?.status ?? 'missing'
    expect(byState.className).toBe(`is-${status}`)
    expect(byState.style.order).toBe(String(status.length))
  })

  it('says its status in data-status', async () => {
    const element = await draw({})
    expect(element.dataset.status).toBe(download?.status ?? 'missing')
  })

  it('becomes the element given as render, with the props of both', async () => {
    const ref = createRef<HTMLElement>()
    const inner = createRef<HTMLElement>()
    const element = await draw({ ref, className: 'a', render: <section ref={inner} className="b" title="c" /> })
    expect(element.tagName).toBe('SECTION')
    expect(ref.current).toBe(element)
    expect(inner.current).toBe(element)
    expect([...element.classList].sort()).toEqual(['a', 'b'])
    expect(element.title).toBe('c')
    expect(element.dataset.status).toBe(download?.status ?? 'missing')
  })

  it('becomes what render gives as a function of props and state', async () => {
    const render = vi.fn((props: Record<string, unknown>, state: { status: string }) => (
      <section {...props} title={state.status} />
    ))
    const element = await draw({ render })
    expect(element.tagName).toBe('SECTION')
    expect(element.title).toBe(download?.status ?? 'missing')
  })
})

describe('the parts', () => {
  it('are exported under flat names too', () => {
    for (const [name, part] of Object.entries(parts)) expect(exported[`Download${name}`]).toBe(part)
    expect(entry.Download).toEqual(Download)
  })

  it.each(Object.keys(PARTS).filter((name) => name !== 'Root'))(
    'Download.%s says what to write where there is no root',
    (name) => {
      const Part = parts[name] as AnyPart
      vi.spyOn(console, 'error').mockImplementation(() => {})
      return expect(show(<Part />, running)).rejects.toThrow(/<Download\.Root model=/)
    },
  )

  it('run the handler of the app first, and leave out their own where it prevents that', async () => {
    const onClick = vi.fn((event: { preventDefault(): void }) => event.preventDefault())
    const { getByRole, engine } = await show(inRoot(<Download.Pause onClick={onClick} />), running)
    getByRole('button').click()
    expect(onClick).toHaveBeenCalledOnce()
    expect(engine.commands).toEqual([])
  })
})
