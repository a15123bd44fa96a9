import type { JSX } from 'react'

/** Loudness over time, 0 to 0.5, as bars around a middle line. */
export function Waveform({ loudness }: { readonly loudness: readonly number[] }): JSX.Element {
  const path = loudness.map((value, i) => `M${i * 3 + 1} ${20 - bar(value)}V${20 + bar(value)}`).join('')
  return (
    <svg className="waveform" viewBox={`0 0 ${loudness.length * 3} 40`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}

/** Half a bar's height; silence still shows as a line of dots. */
function bar(value: number): number {
  return Math.max(0.75, value * 2 * 19)
}
