'use client'

import type { JSX, ReactNode } from 'react'
import type { SettingName } from '../../engine/core/snapshot.js'
import { SettingsField } from './settings-field.js'
import { SettingsHint } from './settings-hint.js'
import { SettingsLabel } from './settings-label.js'
import { SettingsProblem } from './settings-problem.js'

interface SettingsRowProps {
  readonly name: SettingName
  /** What is set by, beside the label. */
  readonly inputs: ReactNode
  /** What belongs to it and takes the whole width. */
  readonly children?: ReactNode
}

/** A setting of the panel: what it is and does, its control, and what is wrong with it. */
export function SettingsRow({ name, inputs, children }: SettingsRowProps): JSX.Element {
  return (
    <SettingsField name={name} className="weightlift-field">
      <SettingsLabel className="weightlift-label" />
      <SettingsHint className="weightlift-hint" />
      <div className="weightlift-inputs">{inputs}</div>
      {children}
      <SettingsProblem className="weightlift-problem" />
    </SettingsField>
  )
}
