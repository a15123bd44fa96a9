'use client'

import { type CSSProperties, type ForwardRefExoticComponent, forwardRef, type RefAttributes } from 'react'
import { ScheduleEditor } from './schedule-editor.js'
import { SettingsConcurrency } from './settings-concurrency.js'
import { SettingsField } from './settings-field.js'
import { SettingsHint } from './settings-hint.js'
import { SettingsLabel } from './settings-label.js'
import { SettingsLimitInput } from './settings-limit-input.js'
import { SettingsLimitUnit } from './settings-limit-unit.js'
import { SettingsMetered } from './settings-metered.js'
import { SettingsProblem } from './settings-problem.js'
import { SettingsRoot, type SettingsRootOptions } from './settings-root.js'

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
        <SettingsField name="bytesPerSecondLimit" className="weightlift-field">
          <SettingsLabel className="weightlift-label" />
          <SettingsHint className="weightlift-hint" />
          <div className="weightlift-inputs">
            <SettingsLimitInput className="weightlift-input" />
            <SettingsLimitUnit className="weightlift-input" />
          </div>
          <SettingsProblem className="weightlift-problem" />
        </SettingsField>
        <SettingsField name="concurrency" className="weightlift-field">
          <SettingsLabel className="weightlift-label" />
          <SettingsHint className="weightlift-hint" />
          <div className="weightlift-inputs">
            <SettingsConcurrency className="weightlift-input" />
          </div>
          <SettingsProblem className="weightlift-problem" />
        </SettingsField>
        <SettingsField name="metered" className="weightlift-field">
          <SettingsLabel className="weightlift-label" />
          <SettingsHint className="weightlift-hint" />
          <div className="weightlift-inputs">
            <SettingsMetered className="weightlift-input" />
          </div>
          <SettingsProblem className="weightlift-problem" />
        </SettingsField>
        <ScheduleEditor />
      </SettingsRoot>
    )
  })
