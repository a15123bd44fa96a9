import type { JSX } from 'react'
import { formatBytes, formatSpeed } from 'weightlift/engine'
import type { LineSettings } from '../simulation/line-settings.js'

interface LinePanelProps {
  readonly line: LineSettings
  readonly onChange: (line: LineSettings) => void
}

/** The sliders of the simulated computer. Speed and size go by powers of ten, since all of them are met. */
export function LinePanel({ line, onChange }: LinePanelProps): JSX.Element {
  const set = (change: Partial<LineSettings>): void => onChange({ ...line, ...change })
  return (
    <fieldset className="playground-panel">
      <legend>The simulated computer</legend>
      <Slider
        label="Speed of the line"
        min={4}
        max={9}
        step={0.05}
        value={Math.log10(line.bytesPerSecond)}
        says={formatSpeed(line.bytesPerSecond)}
        onChange={(power) => set({ bytesPerSecond: Math.round(10 ** power) })}
      />
      <Slider
        label="Connections lost"
        max={60}
        value={line.lossesPerMinute}
        says={`${line.lossesPerMinute} a minute`}
        onChange={(lossesPerMinute) => set({ lossesPerMinute })}
      />
      <Slider
        label="Stalls"
        max={10}
        value={line.stallSeconds}
        says={`${line.stallSeconds} of every 10 s`}
        onChange={(stallSeconds) => set({ stallSeconds })}
      />
      <Slider
        label="Answers after"
        max={5_000}
        step={20}
        value={line.latencyMs}
        says={`${line.latencyMs} ms`}
        onChange={(latencyMs) => set({ latencyMs })}
      />
      <Slider
        label="Size of the disk"
        min={8}
        max={12}
        step={0.1}
        value={Math.log10(line.diskBytes)}
        says={formatBytes(line.diskBytes)}
        onChange={(power) => set({ diskBytes: Math.round(10 ** power) })}
      />
      <Switch label="Network" isOn={line.online} onChange={(online) => set({ online })} />
      <Switch label="Metered" isOn={line.metered} onChange={(metered) => set({ metered })} />
    </fieldset>
  )
}

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly says: string
  readonly min?: number
  readonly max: number
  readonly step?: number
  readonly onChange: (value: number) => void
}

function Slider({ label, value, says, min = 0, max, step = 1, onChange }: SliderProps): JSX.Element {
  return (
    <label className="playground-slider">
      <span>{label}</span>
      <output>{says}</output>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={says}
        {...{ min, max, step, value }}
        onChange={({ target }) => onChange(target.valueAsNumber)}
      />
    </label>
  )
}

interface SwitchProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function Switch({ label, isOn, onChange }: SwitchProps): JSX.Element {
  return (
    <label className="playground-switch">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} /> {label}
    </label>
  )
}
