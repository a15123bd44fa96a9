import type { Link } from '../../engine/core/snapshot.js'
import type { QueueSectionName } from './queue-sections.js'

/** What `Queue.Root` and the parts beside the sections say of the queue in their `data-*` attributes. */
export interface QueuePartState {
  /** `data-link`: where it is not open, `connecting`, `lost` or `closed`. */
  readonly link: Exclude<Link, 'open'> | null
  /** `data-empty`: no download is known. */
  readonly empty: boolean
  /** `data-running`: a download holds one of the engine's slots. */
  readonly running: boolean
  /** `data-error`: the code of why the last command for all was refused. */
  readonly error: string | null
}

/** What `Queue.Section` and its parts say. */
export interface QueueSectionState {
  /** `data-section`: `running`, `failed`, `queued`, `waiting`, `paused`, `completed` or `cancelled`. */
  readonly section: QueueSectionName
  /** `data-count`: how many downloads are in it. */
  readonly count: number
}

/** What `Queue.Item` says, and what it holds. */
export interface QueueItemState {
  /** `data-section`: the section that it is in. */
  readonly section: QueueSectionName
  /** `data-idle`: far out of view, and not drawn but for its name. */
  readonly idle: boolean
  /** `data-dragging`: it follows the pointer. */
  readonly dragging: boolean
  /** `data-drop`: what is dragged would come `before` or `after` it. */
  readonly drop: 'before' | 'after' | null
}

/** What the controls of a row's place say beside {@link QueueItemState}. */
export interface QueueMoveState {
  readonly section: QueueSectionName
  /** `data-action`: `move-up`, `move-down`. */
  readonly action: string
}
