'use client'

import type { WaitingReason } from '../engine/core/download.js'
import type { EngineSnapshot, Link, NetworkState, Settings } from '../engine/core/snapshot.js'
import { useEngineContext } from './engine-context.js'
import { perStore } from './per-store.js'
import { deriveSource } from './source.js'
import { type SelectOptions, useSource } from './use-selected.js'
import { verbPair } from './verb-runner.js'

/** The connection, as the engine's machine sees it, and what it holds back. */
export interface NetworkStatusState extends NetworkState {
  /** Whether the engine itself is in reach. */
  readonly link: Link
  /** What is done on a metered connection. */
  readonly meteredPolicy: Settings['metered']
  /** Ids of downloads that wait for a connection, in the user's order. */
  readonly waitingOffline: readonly string[]
  /** Ids of downloads that wait for a connection that is not metered, or for a person's word. */
  readonly waitingMetered: readonly string[]
  /** Whether a person may let those go on all the same. */
  readonly canAllowMetered: boolean
  /** Lets them go on, and leaves the setting as it is. What is refused stands in the `commandError` of the download. */
  readonly allowMetered: () => void
  /** The same; rejects with `EngineError` where the engine refused one. */
  readonly allowMeteredAsync: () => Promise<void>
}

/**
 * Whether there is a connection, whether it is metered, and which downloads wait for another.
 *
 * ```tsx
 * const { online, waitingOffline } = useNetworkStatus()
 * ```
 *
 * @param options Picks what is shown, so that nothing else causes a render.
 * @throws Error outside an `EngineProvider`.
 */
export function useNetworkStatus(): NetworkStatusState
export function useNetworkStatus<T>(options: SelectOptions<NetworkStatusState, T>): T
export function useNetworkStatus<T>(options?: SelectOptions<NetworkStatusState, T>): NetworkStatusState | T {
  return useSource(networkOf(useEngineContext('useNetworkStatus').store), options)
}

const networkOf = /*#__PURE__*/ perStore(({ snapshots, verbs }) => {
  const [allow, allowAsync] = verbPair(verbs, (id: string) => ({ type: 'resume', id, allowMetered: true }))
  const own = {
    allowMetered: () => waitingIds(snapshots.getState(), 'metered').forEach((id) => void allow(id)),
    allowMeteredAsync: async () => {
      await Promise.all(waitingIds(snapshots.getState(), 'metered').map((id) => allowAsync(id)))
    },
  }
  // Downloads change ten times a second, and who waits seldom: the lists are told by their content.
  return deriveSource(
    [snapshots],
    (snapshot) => [
      snapshot.network,
      snapshot.link,
      snapshot.settings.metered,
      snapshot.capabilities,
      waitingIds(snapshot, 'offline').join(SEPARATOR),
      waitingIds(snapshot, 'metered').join(SEPARATOR),
    ],
    (network, link, meteredPolicy, { commands }, offline, metered): NetworkStatusState => ({
      ...network,
      link,
      meteredPolicy,
      waitingOffline: split(offline),
      waitingMetered: split(metered),
      canAllowMetered: link === 'open' && metered !== '' && meteredPolicy === 'ask' && commands.includes('resume'),
      ...own,
    }),
  )
})

/** No id has it. */
const SEPARATOR = ' '

function split(ids: string): readonly string[] {
  return ids === '' ? [] : ids.split(SEPARATOR)
}

function waitingIds({ order, downloads }: EngineSnapshot, reason: WaitingReason): readonly string[] {
  return order.filter((id) => Object.hasOwn(downloads, id) && downloads[id]?.reason === reason)
}
