import type { Fault } from '../fault.js'
import { textReply } from '../reply.js'

/** A redirect to any address, also one that nobody should follow. */
export const redirectTo = (location: string, status = 302): Fault => ({
  name: 'redirectTo',
  apply: () => textReply(status, '', { location }),
})

/** A redirect to the same path on the listener that was not asked. With a rule for its path it would go to and fro: use `times: 1`. */
export const redirectAcrossOrigins = (status = 302): Fault => ({
  name: 'redirectAcrossOrigins',
  apply: (_, { otherUrl, request }) => textReply(status, '', { location: `${otherUrl}${request.url}` }),
})

/** A redirect to itself. */
export const redirectLoop = (): Fault => ({
  name: 'redirectLoop',
  apply: (_, { request }) => textReply(302, '', { location: request.url ?? '/' }),
})

/** So many redirects, then the answer. */
export const redirectTimes = (count: number): Fault => ({
  name: 'redirectTimes',
  apply(reply, { request, path }) {
    const hop = Number(new URL(request.url ?? '/', 'http://loopback').searchParams.get('hop') ?? 0)
    return hop >= count ? reply : textReply(302, '', { location: `${path}?hop=${hop + 1}` })
  },
})
