// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { DownloadPlan } from '../../src/components/download-plan/download-plan.js'
import { DownloadQueue } from '../../src/components/download-queue/download-queue.js'
import { DownloadSettings } from '../../src/components/download-settings/download-settings.js'
import { DownloadToasts } from '../../src/components/download-toasts/download-toasts.js'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import { ModelGate } from '../../src/components/model-gate/model-gate.js'
import { NetworkNotice } from '../../src/components/network-notice/network-notice.js'
import { StoragePanel } from '../../src/components/storage-panel/storage-panel.js'
import { DOWNLOAD_STATUSES, type Download, WAITING_REASONS } from '../../src/engine/core/download.js'
import { EngineError, toErrorData } from '../../src/engine/core/errors.js'
import { createMemoryEngine, type MemoryEngine } from '../hooks/memory-engine.js'
import { emptyDisk, emptyEngine, fullEngine, lostEngine } from './full-engine.js'
import { installNativeDialog } from './native-dialog.js'
import { MODEL, settle, show } from './show.js'

beforeAll(installNativeDialog)
afterEach(cleanup)

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const text = read('../../docs/parts.md')
const FAILURE = toErrorData(new EngineError('disk-full', 'Full.'))
const UPDATE = { revision: '2', totalBytes: 5, bytesToFetch: 5, needsDigest: false }

/** What rows say that have a place on a page, which they have not here, and the test that sees them say it. */
const WITH_A_PLACE: Readonly<Record<string, readonly [test: string, says: string]>> = {
  drop: ['../../src/components/download-queue/download-queue.stories.tsx', "toHaveAttribute('data-drop'"],
  idle: ['./download-queue/row-window.test.tsx', 'dataset.idle).toBe('],
}

/** What the document says: the attributes, each with the values it lists where it lists nothing else. */
function documented(): Map<string, Set<string> | null> {
  const found = new Map<string, Set<string> | null>()
  for (const [, name = '', says = ''] of text.matchAll(/^\| `data-([a-z-]+)` \| (.*) \|$/gm)) {
    const listed = says.match(/(?:^|: )((?:`[\w-]+`(?:, )?)+)$/)?.[1]
    const values = listed === undefined ? null : [...listed.matchAll(/`([\w-]+)`/g)].map(([, value = '']) => value)
    const before = found.get(name)
    found.set(name, values === null || before === null ? null : new Set([...(before ?? []), ...values]))
  }
  for (const [, name = ''] of text.matchAll(/`data-(part|fact)(?:=|`)/g)) if (!found.has(name)) found.set(name, null)
  return found
}

const seen = new Map<string, Set<string>>()

function look(): void {
  for (const element of document.body.querySelectorAll('*'))
    for (const { name, value } of element.attributes) {
      if (!name.startsWith('data-')) continue
      const key = name.slice('data-'.length)
      seen.set(key, (seen.get(key) ?? new Set()).add(value))
    }
}

async function scene(ui: ReactNode, download: Partial<Download> | null, engine?: MemoryEngine): Promise<void> {
  await show(ui, download, engine)
  look()
  cleanup()
}

async function cards(): Promise<void> {
  const card = <ModelDownload model={MODEL} />
  await scene(card, null)
  for (const status of DOWNLOAD_STATUSES) await scene(card, { status, error: status === 'failed' ? FAILURE : null })
  for (const reason of WAITING_REASONS) await scene(card, { status: 'waiting', reason })
  for (const change of [{ unverified: true }, { updateAvailable: UPDATE }])
    await scene(card, { status: 'completed', ...change })
  await scene(card, { status: 'downloading', bytesPerSecond: 0 })
  await scene(<ModelDownload model={{ id: MODEL.id, name: MODEL.name }} />, { status: 'downloading', totalBytes: null })
  await scene(card, { status: 'downloading' }, createMemoryEngine({ link: 'lost' }))
  await scene(card, null, createMemoryEngine({ link: 'connecting' }))
  const engine = createMemoryEngine()
  await show(card, { status: 'downloading' }, engine)
  const release = engine.hold()
  fireEvent.click(screen.getByRole('button', { name: 'Pause, Whisper' }))
  await settle()
  look()
  release()
  await settle()
  cleanup()
}

async function lists(): Promise<void> {
  for (const given of [fullEngine, emptyEngine, emptyDisk, lostEngine])
    for (const ui of [<DownloadQueue key="q" />, <DownloadSettings key="s" />, <StoragePanel key="p" />])
      await scene(ui, null, given())
  const engine = fullEngine()
  await show(<DownloadSettings />, null, engine)
  const number = screen.getAllByRole('spinbutton')[0] ?? screen.getAllByRole('textbox')[0]
  fireEvent.change(number as HTMLElement, { target: { value: '-' } })
  fireEvent.blur(number as HTMLElement)
  await settle()
  look()
  engine.refuse('storage-io')
  fireEvent.change(number as HTMLElement, { target: { value: '3' } })
  fireEvent.blur(number as HTMLElement)
  await settle()
  look()
  cleanup()
}

async function drag(): Promise<void> {
  const { container } = await show(<DownloadQueue />, null, fullEngine())
  const grip = container.querySelector('[data-action="drag"]') as HTMLElement
  fireEvent.pointerDown(grip, { pointerId: 1, button: 0, clientY: 0 })
  fireEvent.pointerMove(window, { pointerId: 1, clientY: 30 })
  look()
  fireEvent.pointerCancel(window, { pointerId: 1 })
  cleanup()
}

async function others(): Promise<void> {
  for (const room of [{}, { missingBytes: 5, metered: true }]) {
    const engine = createMemoryEngine({ network: { online: true, metered: true } })
    Object.assign(engine.room.plan, room)
    await scene(<DownloadPlan model={MODEL} />, null, engine)
    await scene(<ModelGate model={MODEL}>usable</ModelGate>, null, engine)
  }
  for (const start of [{ link: 'lost' as const }, { network: { online: false, metered: null } }])
    await scene(<NetworkNotice />, { status: 'waiting', reason: 'offline' }, createMemoryEngine(start))
  const metered = createMemoryEngine({ network: { online: true, metered: true } })
  await scene(<NetworkNotice />, { status: 'waiting', reason: 'metered' }, metered)
  const { put } = await show(<DownloadToasts />, { status: 'downloading' })
  look()
  for (const change of [
    { status: 'failed' as const, error: FAILURE },
    { status: 'downloading' as const, error: null },
  ])
    await put(change)
  await put({ status: 'completed', error: null })
  look()
  await put({ status: 'completed', updateAvailable: UPDATE })
  look()
}

it('the document of the parts lists every data attribute that is drawn, and draws every one that it lists', async () => {
  await cards()
  await lists()
  await drag()
  await others()
  const listed = documented()

  expect([...seen.keys()].filter((name) => !listed.has(name) && !['row', 'clicked-at'].includes(name))).toEqual([])
  expect([...listed.keys()].filter((name) => !seen.has(name) && !(name in WITH_A_PLACE))).toEqual([])
  for (const [test, says] of Object.values(WITH_A_PLACE)) expect(read(test)).toContain(says)
  for (const [name, values] of listed) {
    if (values === null) continue
    const extra = [...(seen.get(name) ?? [])].filter((value) => !values.has(value))
    expect(extra, `values of data-${name}`).toEqual([])
  }
})
