import type { SubjectOptions } from '../../../src/engine/testing/index.js'

/** What a test tells the worker beside the border. */
export type Control = { readonly type: 'control'; readonly id: number } & ControlRequest

export type ControlRequest =
  | { readonly what: 'start'; readonly options: SubjectOptions | undefined }
  | { readonly what: 'advance'; readonly ms: number }
  | { readonly what: 'restart' | 'hurry' | 'mend' | 'release' }
  | { readonly what: 'digest'; readonly location: string }
  | { readonly what: 'overwrite'; readonly location: string; readonly bytes: Uint8Array }

export interface ControlReply {
  readonly type: 'reply'
  readonly id: number
  readonly value: unknown
}
