import { type JSX, type ReactNode, useState } from 'react'
import {
  useDownloadPlan,
  useDownloadProgress,
  useDownloadQueue,
  useEngine,
  useEngineEvents,
  useEngineSettings,
  useEngineSnapshot,
  useListedDownload,
  useModelAvailable,
  useModelAvailableSuspense,
  useModelDownload,
  useModelUpdate,
  useNetworkStatus,
  useSpeedHistory,
  useStorage,
  useYieldWhile,
} from 'weightlift'
import { formatBytes, formatDuration, formatPercent, formatSpeed } from 'weightlift/engine'

interface ModelProps {
  readonly model: { readonly id: string; readonly name?: string }
}

const orUnknown = <T,>(value: T | null, say: (value: T) => string): string => (value === null ? 'unknown' : say(value))

/** Before the first byte: what would it cost? Asked again whenever something starts or ends. */
export function PlanAndDownload({ model }: ModelProps): JSX.Element {
  const { plan, fits } = useDownloadPlan(model)
  const { status, can, download, pause, resume } = useModelDownload(model)
  return (
    <section className="app">
      <p>
        {orUnknown(plan?.bytesToFetch ?? null, formatBytes)} from {plan?.hosts.join(', ')}
        {fits === false && `, ${formatBytes(plan?.missingBytes ?? 0)} too much for this disk`}
      </p>
      <p>Status: {status}</p>
      {can.download && <Press onPress={() => download()}>Get it</Press>}
      {can.pause && <Press onPress={pause}>Pause it</Press>}
      {can.resume && <Press onPress={() => resume()}>Go on</Press>}
    </section>
  )
}

/** Numbers alone. With `select` it renders once a percent, not ten times a second. */
export function Percent({ model }: ModelProps): JSX.Element {
  const percent = useDownloadProgress(model, { select: ({ progress }) => progress && Math.floor(progress * 100) / 100 })
  const { available, verified } = useModelAvailable(model)
  return (
    <p className="app" aria-live="off">
      {available ? `Ready, ${verified ? 'proved' : 'not proved'}` : orUnknown(percent, formatPercent)}
    </p>
  )
}

/** Not drawn before the engine has answered: the fallback of the nearest `<Suspense>` stands in its place until then. */
export function OnDisk({ model }: ModelProps): JSX.Element {
  const { bytes } = useModelAvailableSuspense(model)
  return <p className="app">On this disk: {formatBytes(bytes)}</p>
}

/** A list: one hook for the order, one a row, so that a row renders for its own download alone. */
export function Queue(): JSX.Element {
  const order = useDownloadQueue({ select: (queue) => queue.order })
  const { pauseAll, resumeAll, can } = useDownloadQueue({
    select: ({ pauseAll, resumeAll, can }) => ({ pauseAll, resumeAll, can }),
  })
  return (
    <section className="app">
      <ul>
        {order.map((id) => (
          <Row key={id} id={id} />
        ))}
      </ul>
      {can.pauseAll && <Press onPress={pauseAll}>Pause all</Press>}
      {can.resumeAll && <Press onPress={resumeAll}>Resume all</Press>}
    </section>
  )
}

function Row({ id }: { readonly id: string }): JSX.Element {
  const { name, status } = useListedDownload(id, { select: ({ name, status }) => ({ name, status }) })
  return (
    <li>
      {name}: {status}
    </li>
  )
}

/** What a person may set. Only what the engine can change is drawn. */
export function Settings(): JSX.Element {
  const { values, set, can, errors } = useEngineSettings()
  return (
    <section className="app">
      {can.concurrency && (
        <label>
          Models at once{' '}
          <select value={values.concurrency} onChange={({ target }) => set({ concurrency: Number(target.value) })}>
            {[1, 2, 3].map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
      )}
      {errors.concurrency && <p role="alert">{errors.concurrency.message}</p>}
    </section>
  )
}

/** What takes room, and what lies around unfinished. */
export function Disk(): JSX.Element {
  const { models, partials, sizes, freeBytes, can, remove } = useStorage()
  return (
    <section className="app">
      <p>
        {models.length} models, {partials.length} unfinished: {formatBytes(sizes.totalBytes)};{' '}
        {orUnknown(freeBytes, formatBytes)} free
      </p>
      {can.remove &&
        models.map(({ id, name }) => (
          <Press key={id} onPress={() => remove(id)}>
            Remove {name ?? id}
          </Press>
        ))}
    </section>
  )
}

/** The connection, and a speed for a graph: the samples change once a second. */
export function Line(): JSX.Element {
  const { online, metered, link } = useNetworkStatus()
  const speed = useSpeedHistory({ select: ({ samples }) => samples.at(-1) ?? null })
  const left = useEngineSnapshot(({ downloads }) =>
    Math.max(0, ...Object.values(downloads).map(({ timeLeftMs }) => timeLeftMs ?? 0)),
  )
  return (
    <p className="app">
      Engine {link}, {online === false ? 'offline' : 'online'}
      {metered && ', metered'}; {orUnknown(speed, formatSpeed)}
      {left > 0 && `, ${formatDuration(left)} left`}
    </p>
  )
}

/** What happened, for a log or a toast: no render by itself. */
export function Log(): JSX.Element {
  const [lines, setLines] = useState<readonly { readonly key: number; readonly text: string }[]>([])
  useEngineEvents((event) => {
    if (event.type === 'network') return
    const text = `${event.type}: ${event.id}`
    setLines((before) => [...before.slice(-4), { key: (before.at(-1)?.key ?? 0) + 1, text }])
  })
  return (
    <ol className="app" aria-label="Log">
      {lines.map(({ key, text }) => (
        <li key={key}>{text}</li>
      ))}
    </ol>
  )
}

/** A newer version, looked for when asked; and room for the app while it is busy. */
export function UpdateAndYield({ model }: ModelProps): JSX.Element {
  const { updateAvailable, can, check, update } = useModelUpdate(model)
  const [isBusy, setBusy] = useState(false)
  useYieldWhile(isBusy, { reason: 'inference' })
  const engine = useEngine()
  return (
    <section className="app">
      {can.check && <Press onPress={check}>Look for a newer version</Press>}
      {updateAvailable !== null && can.update && <Press onPress={update}>Take the newer version</Press>}
      <Press onPress={() => setBusy(!isBusy)}>{isBusy ? 'Be idle' : 'Be busy'}</Press>
      {/* The seam itself, for what no hook does. */}
      <Press onPress={() => void engine.dispatch({ type: 'sweep', olderThanMs: 0 })}>Sweep</Press>
    </section>
  )
}

function Press({ onPress, children }: { readonly onPress: () => void; readonly children: ReactNode }): JSX.Element {
  return (
    <button type="button" onClick={onPress}>
      {children}
    </button>
  )
}
