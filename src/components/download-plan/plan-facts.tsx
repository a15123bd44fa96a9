'use client'

import { forwardRef, type JSX, type ReactNode } from 'react'
import { formatBytes } from '../../engine/core/format.js'
import { formatDuration } from '../../engine/core/format-time.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { type PlanPartState, usePlanContext } from './plan-context.js'
import { useOfferMessages } from './use-offer-messages.js'

/**
 * The facts as a `<dl>`: size, time, room, where it comes from, license, as far as each is known. Each is a `<div data-fact="size">` with
 * `<dt>` and `<dd>`: `size`, `time`, `space`, `source`, `license`.
 */
export const PlanFacts: Part<'dl', PlanPartState> = /*#__PURE__*/ forwardRef(
  function PlanFacts(given, ref): JSX.Element {
    const { state } = usePlanContext('Facts')
    const facts = useFacts()
    return usePart('dl', state, given, ref, {
      children: facts.map(([name, label, value]) => (
        <div key={name} data-fact={name}>
          <dt>{label}</dt> <dd>{value}</dd>
        </div>
      )),
    })
  },
)

type Fact = readonly [name: string, label: string, value: ReactNode]

function useFacts(): readonly Fact[] {
  const { plan, license } = usePlanContext('Facts')
  const words = useOfferMessages().plan
  const { format } = useLocale()
  const facts: Fact[] = []
  if (plan !== null) {
    const { bytesToFetch, presentBytes, estimatedMs, freeBytesAfter, hosts } = plan
    facts.push(['size', words.size, sizeOf()])
    if (estimatedMs !== null) facts.push(['time', words.time, words.duration(formatDuration(estimatedMs, format))])
    if (freeBytesAfter !== null && freeBytesAfter >= 0) {
      facts.push(['space', words.space, words.free(formatBytes(freeBytesAfter, format))])
    }
    if (hosts.length > 0) facts.push(['source', words.source, <bdi key="hosts">{hosts.join(', ')}</bdi>])

    function sizeOf(): string {
      if (bytesToFetch === null) return words.unknownSize
      const toFetch = formatBytes(bytesToFetch, format)
      return presentBytes > 0 ? words.present(toFetch, formatBytes(presentBytes, format)) : toFetch
    }
  }
  if (license !== null) {
    const { name, url } = license
    const linked = (
      <a key="license" href={url}>
        {name}
      </a>
    )
    facts.push(['license', words.license, url !== undefined && isPage(url) ? linked : name])
  }
  return facts
}

/** Whether a link leads to a page. What comes with a model's description may be `javascript:`, which would run in this one. */
function isPage(url: string): boolean {
  try {
    return /^https?:$/.test(new URL(url, 'https://page.invalid').protocol)
  } catch {
    return false
  }
}
