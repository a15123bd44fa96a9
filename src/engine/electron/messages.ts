/** The page asks its preload script for a port, which comes as a message with the same id. */
export interface PageRequest {
  readonly type: 'weightlift:ask'
  readonly id: string
}

export interface PageGrant {
  readonly type: 'weightlift:port'
  readonly id: string
}
