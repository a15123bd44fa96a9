'use client'

import { type CSSProperties, type ForwardRefExoticComponent, forwardRef, type RefAttributes } from 'react'
import { ScheduleEditor } from './schedule-editor.js'
import { SettingsConcurrency } from './settings-concurrency.js'
import { SettingsLimitInput } from './settings-limit-input.js'
import { SettingsLimitUnit } from './settings-limit-unit.js'
import { SettingsMetered } from './settings-metered.js'
import { SettingsRoot, type SettingsRootOptions } from './settings-root.js'
import { SettingsRow } from './settings-row.js'

export interface DownloadSettingsProps extends SettingsRootOptions {
  readonly className?: string
  /** Custom properties go here too: `{ '--weightlift-accent': 'teal' }`. */
  readonly style?: CSSProperties
}

/**
 * What a person may change while downloads run: the limit of the speed, how many at once, metered connections, and the hours. A field that
 * the engine cannot change is not drawn. Needs an `EngineProvider` above it and `weightlift/styles.css` once in the app. The engine does not
 * keep settings over a restart of the app: read them from `useEngineSettings` and give them as options.
 */
export const DownloadSettings: ForwardRefExoticComponent<DownloadSettingsProps & RefAttributes<HTMLDivElement>> =
  /*#__PURE__*/ forwardRef(function DownloadSettings({ className, ...root }, ref) {
    return (
      <SettingsRoot
        {...root}
        ref={ref}
        className={`weightlift-panel weightlift-settings${className === undefined ? '' : ` ${className}`}`}
      >
        <SettingsRow
          name="bytesPerSecondLimit"
          inputs={
            <>
              <SettingsLimitInput className="weightlift-input" />
              <SettingsLimitUnit className="weightlift-input" />
            </>
          }
        />
        <SettingsRow name="concurrency" inputs={<SettingsConcurrency className="weightlift-input" />} />
        <SettingsRow name="metered" inputs={<SettingsMetered className="weightlift-input" />} />
        <ScheduleEditor />
      </SettingsRoot>
    )
  })
