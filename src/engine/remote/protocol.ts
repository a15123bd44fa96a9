import * as v from 'valibot'
import type { Command, Query, Receipt } from '../core/command.js'
import type { ErrorData } from '../core/errors.js'
import { CommandSchema, QuerySchema } from './command-schema.js'
import { ErrorSchema } from './error-schema.js'
import { PatchSchema, SnapshotSchema, type WireSnapshot } from './snapshot-schema.js'
import type { WirePatch } from './wire-patch.js'

/** Both sides have to speak the same version: install the same release of the package on both. */
export const PROTOCOL_VERSION = 1

/** What goes to the engine. `id` pairs a command or query with its reply; the same command sent again keeps its id. */
export type UpMessage =
  /** Asks for a snapshot: at the start, and whenever a patch did not fit. */
  | { readonly type: 'hello'; readonly version: number }
  /** Asks for a sign of life. */
  | { readonly type: 'ping' }
  | { readonly type: 'command'; readonly id: string; readonly command: Command }
  | { readonly type: 'query'; readonly id: string; readonly query: Query }

/** What comes from the engine. */
export type DownMessage =
  /** `host` is the memory of commands behind it: another one may not know what this one carried out. */
  | { readonly type: 'snapshot'; readonly version: number; readonly host: string; readonly snapshot: WireSnapshot }
  | { readonly type: 'patch'; readonly patch: WirePatch }
  /** A sign of life while nothing changes, and the revision that the listener should have by now. */
  | { readonly type: 'pulse'; readonly revision: number }
  /** The reply to a ping. */
  | { readonly type: 'pong' }
  /** `revision`: of the snapshot that shows what was done; null where the listener has none yet. */
  | { readonly type: 'receipt'; readonly id: string; readonly revision: number | null; readonly receipt: Receipt }
  | { readonly type: 'answer'; readonly id: string; readonly answer: WireAnswer }

/** An answer whose value is checked by whoever knows the question. */
export type WireAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: ErrorData }

/** A message that fits, or why it does not. The reason names places and expected forms, never what stood there. */
export type Parsed<T> =
  | { readonly message: T; readonly problem: null }
  | { readonly message: null; readonly problem: string }

const CallIdSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const VersionSchema = v.pipe(v.number(), v.safeInteger())
const RevisionSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const RefusedSchema = v.object({ ok: v.literal(false), error: ErrorSchema })

const UpSchema: v.GenericSchema<unknown, UpMessage> = v.variant('type', [
  v.object({ type: v.literal('hello'), version: VersionSchema }),
  v.object({ type: v.literal('ping') }),
  v.object({ type: v.literal('command'), id: CallIdSchema, command: CommandSchema }),
  v.object({ type: v.literal('query'), id: CallIdSchema, query: QuerySchema }),
])

const DownSchema: v.GenericSchema<unknown, DownMessage> = v.variant('type', [
  v.object({ type: v.literal('snapshot'), version: VersionSchema, host: CallIdSchema, snapshot: SnapshotSchema }),
  v.object({ type: v.literal('patch'), patch: PatchSchema }),
  v.object({ type: v.literal('pulse'), revision: RevisionSchema }),
  v.object({ type: v.literal('pong') }),
  v.object({
    type: v.literal('receipt'),
    id: CallIdSchema,
    revision: v.nullable(RevisionSchema),
    receipt: v.variant('ok', [v.object({ ok: v.literal(true) }), RefusedSchema]),
  }),
  v.object({
    type: v.literal('answer'),
    id: CallIdSchema,
    answer: v.variant('ok', [v.object({ ok: v.literal(true), value: v.unknown() }), RefusedSchema]),
  }),
])

/** Checks what came up. */
export function parseUp(message: unknown): Parsed<UpMessage> {
  return parse(UpSchema, message)
}

/** Checks what came down. */
export function parseDown(message: unknown): Parsed<DownMessage> {
  return parse(DownSchema, message)
}

/** The version that a message names where nothing else of it can be relied on; null where it names none. */
export function foreignVersion(message: unknown): number | null {
  const result = v.safeParse(v.object({ type: v.picklist(['hello', 'snapshot']), version: VersionSchema }), message)
  return result.success && result.output.version !== PROTOCOL_VERSION ? result.output.version : null
}

/** The reply address of a call that does not fit otherwise, so that whoever asked does not wait for ever; null where there is none. */
export function callOf(message: unknown): { readonly type: 'command' | 'query'; readonly id: string } | null {
  const result = v.safeParse(v.object({ type: v.picklist(['command', 'query']), id: CallIdSchema }), message)
  return result.success ? result.output : null
}

/** Checks a value against a schema without letting any of the value into the reason. */
export function parse<T>(schema: v.GenericSchema<unknown, T>, value: unknown): Parsed<T> {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return { message: result.output, problem: null }
  const [issue] = result.issues
  const path = v.getDotPath(issue)
  return { message: null, problem: `${path ?? 'the message'} has to be ${issue.expected ?? 'of another form'}` }
}
