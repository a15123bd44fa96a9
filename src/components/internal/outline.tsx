import type { JSX } from 'react'

/** A drawing of lines on a grid of 24, in the colour and size of the text around it. For the eye only. */
export function Outline({ path, width = 2 }: { readonly path: string; readonly width?: number }): JSX.Element {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth={width}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  )
}
