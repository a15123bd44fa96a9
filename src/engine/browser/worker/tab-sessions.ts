import { COMMAND_TYPES } from '../../core/command.js'
import type { Engine } from '../../core/engine.js'
import { createCommandMemory } from '../../remote/command-memory.js'
import type { Allow } from '../../remote/policy.js'
import { serveEngine } from '../../remote/serve-engine.js'
import type { Transport } from '../../remote/transport.js'
import { browserClock } from './browser-clock.js'
import type { GroupMessage, LineMessage, SharedNames } from './messages.js'

/** Every tab is of one origin and may do what the owner's own page may. */
const EVERYTHING: Allow = {
  ...Object.fromEntries(COMMAND_TYPES.map((type) => [type, true])),
  urls: 'any',
  privateAddresses: true,
  locate: true,
}

/**
 * Offers the owner's engine to every tab of the origin, its own included, each over a line of its own.
 *
 * @returns a function that stops: the tabs then wait for the next owner.
 */
export function serveTabs(engine: Engine, names: SharedNames, owner: string): () => void {
  const group = new BroadcastChannel(names.group)
  const memory = createCommandMemory()
  const sessions = new Map<string, { end(): void; welcome(): void }>()

  function meet(tab: string): void {
    const known = sessions.get(tab)
    if (known !== undefined) return known.welcome()
    const line = openLine(new BroadcastChannel(names.line(tab)), owner)
    const stop = serveEngine(engine, line.transport, {
      catalog: [],
      allow: EVERYTHING,
      clock: browserClock,
      messagesPerSecond: Number.POSITIVE_INFINITY,
      memory,
    })
    const leave = new AbortController()
    const end = (): void => {
      if (!sessions.delete(tab)) return
      leave.abort()
      stop()
      line.end()
    }
    sessions.set(tab, { end, welcome: line.welcome })
    // The tab holds this lock as long as it lives, however it ends.
    void navigator.locks
      ?.request(names.tabLock(tab), { mode: 'shared', signal: leave.signal }, end)
      .catch(() => undefined)
    line.welcome()
  }

  group.onmessage = ({ data }: MessageEvent<GroupMessage | null>) => {
    if (data?.type === 'who') meet(data.tab)
  }
  group.postMessage({ type: 'owner', owner } satisfies GroupMessage)

  return () => {
    group.close()
    for (const { end } of [...sessions.values()]) end()
  }
}

interface Line {
  readonly transport: Transport
  welcome(): void
  end(): void
}

function openLine(channel: BroadcastChannel, owner: string): Line {
  const listeners = new Set<(message: unknown) => void>()
  const post = (message: LineMessage): void => channel.postMessage(message)
  channel.onmessage = ({ data }: MessageEvent<LineMessage | null>) => {
    if (data?.type === 'up' && data.owner === owner) for (const listener of listeners) listener(data.message)
  }
  return {
    transport: {
      getStatus: () => 'open',
      onStatus: () => () => undefined,
      onMessage(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      send: (message) => post({ type: 'down', owner, message }),
      close: () => channel.close(),
    },
    welcome: () => post({ type: 'welcome', owner }),
    end() {
      post({ type: 'bye', owner })
      channel.close()
    },
  }
}
