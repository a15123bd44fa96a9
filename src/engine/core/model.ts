/** The sha256 digests of equal-sized blocks of a file, so that only bad blocks are fetched again. */
export interface FileBlocks {
  /** Bytes per block; the last one may be shorter. */
  readonly size: number
  /** Lower-case hex, one per block, in order. */
  readonly sha256: readonly string[]
}

/** One file of a model, normalised: unknown is `null`. */
export interface ModelFile {
  /** Relative to the model, `/` between segments. */
  readonly path: string
  /** The first is the origin, the rest are mirrors. */
  readonly urls: readonly string[]
  /** Bytes; null for unknown. 0 without a digest counts as unknown. */
  readonly size: number | null
  /** Lower-case hex. */
  readonly sha256: string | null
  readonly blocks: FileBlocks | null
}

/** What an app needs before a feature works, normalised by `parseModel`. */
export interface Model {
  readonly id: string
  readonly name: string | null
  /** What the app calls this version; null where it says nothing. Another one makes it an update. */
  readonly revision: string | null
  readonly files: readonly ModelFile[]
  /** See {@link ModelReference}; left out where the model may come from anywhere. */
  readonly privateOrigins?: readonly string[]
}

/** A file of a {@link MultiFileModel} as an app writes it. */
export interface ModelFileInput {
  readonly path: string
  /** The origin. Give `url` or `urls`. */
  readonly url?: string
  /** Origin first, then mirrors. */
  readonly urls?: readonly string[]
  /** Bytes. */
  readonly size?: number | null
  /** Hex, any case. */
  readonly sha256?: string | null
  readonly blocks?: FileBlocks | null
}

/** A model by name alone: known to the engine already, or to the catalogue of the host at the other side of a border. */
export interface ModelReference {
  /** `org/name` or `name`: letters, digits, `.`, `_`, `-`, at most 128 characters. */
  readonly id: string
  /** For people. Default: the id. */
  readonly name?: string | null
  /**
   * Which version this is: a commit, a tag, a number, at most 200 characters. Only compared for being the same. A model that is here and is
   * asked for with another revision is updated: the old one stays usable until the new one is complete.
   */
  readonly revision?: string | null
  readonly size?: number | null
  readonly sha256?: string | null
  /**
   * Where given, bytes come from public addresses only, after redirects too, and from these origins, whatever their address. A border sets it
   * for a URL that a page gave. Default: any address; what the app itself names is the app's to answer for. Node only.
   */
  readonly privateOrigins?: readonly string[]
}

/** A model of one file. */
export interface SingleFileModel extends ModelReference, Omit<ModelFileInput, 'path'> {
  /** Default: the last segment of the URL. */
  readonly path?: string
}

/** A model of several files. */
export interface MultiFileModel extends ModelReference {
  readonly files: readonly ModelFileInput[]
}

export type ModelInput = ModelReference | SingleFileModel | MultiFileModel
