/** Names that both ends of the HTTP border use. */

/** Header of a POST: which stream its replies go to. */
export const SESSION_HEADER = 'weightlift-session'

/** The event that opens a stream and names it. Every other event is a message. */
export const SESSION_EVENT = 'session'

export const EVENT_STREAM = 'text/event-stream'
