'use client'

import type { ErrorData } from '../engine/core/errors.js'
import type { SettingName, Settings } from '../engine/core/snapshot.js'
import { useEngineContext } from './engine-context.js'
import { perStore } from './per-store.js'
import { createSettingsControl } from './settings-control.js'
import { deriveSource } from './source.js'
import { type SelectOptions, useSource } from './use-selected.js'
import { throwIfRefused } from './verb-runner.js'

/**
 * Verbs that change settings; the same functions at each render. The plain ones return nothing and leave a refusal in `errors`, until the
 * setting is changed again; the `…Async` ones reject with `EngineError` where the engine refused, and leave `errors` alone.
 */
export interface SettingsVerbs {
  /** Changes some settings, all or none; what is left out stays. */
  readonly set: (settings: Partial<Settings>) => void
  readonly setAsync: (settings: Partial<Settings>) => Promise<void>
}

/** The engine's settings, and verbs to change them. */
export interface EngineSettingsState extends SettingsVerbs {
  /** What to show in a form: what was asked last, whether or not the engine has answered yet. */
  readonly values: Settings
  /** What the engine goes by. */
  readonly settings: Settings
  /** Changes that the engine has not answered yet; empty where there are none. */
  readonly pending: Partial<Settings>
  /** Why the last change of a setting was refused, whichever component asked for it. */
  readonly errors: Readonly<Partial<Record<SettingName, ErrorData>>>
  /** Which settings can be changed now. Draw a control where it is true. */
  readonly can: Readonly<Record<SettingName, boolean>>
}

/**
 * What a user may change while the engine runs: concurrency, connections, bandwidth limit, schedule, metered connections.
 *
 * ```tsx
 * const { values, set, can, errors } = useEngineSettings()
 * ```
 *
 * @param options Picks what is shown, so that nothing else causes a render.
 * @throws Error outside an `EngineProvider`.
 */
export function useEngineSettings(): EngineSettingsState
export function useEngineSettings<T>(options: SelectOptions<EngineSettingsState, T>): T
export function useEngineSettings<T>(options?: SelectOptions<EngineSettingsState, T>): EngineSettingsState | T {
  return useSource(settingsOf(useEngineContext('useEngineSettings').store), options)
}

const settingsOf = /*#__PURE__*/ perStore(({ engine, snapshots }) => {
  const control = createSettingsControl(engine)
  const verbs: SettingsVerbs = {
    set: (settings) => void control.change(settings, true),
    setAsync: async (settings) => throwIfRefused(await control.change(settings, false)),
  }
  return deriveSource(
    [snapshots, control.asked],
    ({ settings, link, capabilities }, asked) => [settings, link, capabilities, asked] as const,
    (settings, link, capabilities, { pending, errors }): EngineSettingsState => {
      const can = (name: SettingName): boolean =>
        link === 'open' && capabilities.commands.includes('configure') && capabilities.settings.includes(name)
      return {
        ...verbs,
        values: { ...settings, ...pending },
        settings,
        pending,
        errors,
        can: {
          concurrency: can('concurrency'),
          connections: can('connections'),
          bytesPerSecondLimit: can('bytesPerSecondLimit'),
          schedule: can('schedule'),
          metered: can('metered'),
        },
      }
    },
  )
})
