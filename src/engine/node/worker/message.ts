/** What a hashing thread is told. */
export type WorkerMessage =
  | {
      readonly type: 'start'
      readonly id: number
      readonly path: string
      /** Shared memory: bytes written, bytes hashed, the size to finish at or -1. */
      readonly counters: BigInt64Array
    }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'stop' }

/** What it answers, once for a run that was not called off. */
export type WorkerResult =
  | { readonly id: number; readonly sha256: string }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string } }
