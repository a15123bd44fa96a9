import { type Answer, COMMAND_TYPES, type Command, type CommandType, type Query } from '../core/command.js'
import type { ModelInput } from '../core/model.js'
import type { Capabilities, EngineSnapshot } from '../core/snapshot.js'
import type { Checked } from './check-request.js'
import { type Catalog, createModelPolicy } from './model-policy.js'
import { refuse } from './refusal.js'

/**
 * What pages may do, one by one.
 *
 * Default true, because it names a model that the host knows and destroys nothing: `download`, `pause`, `resume`, `pauseAll`,
 * `resumeAll`, `retry`, `prioritize`, `move`, `check`, `update`, `yield`. Default false: `cancel` (deletes the partial unless told to keep it), `remove` (deletes the model), `verify`
 * (makes the host read, and perhaps fetch, gigabytes again), `adopt` (names a path on the host's disk), `discard` and
 * `sweep` (delete what is here of models), `configure` (changes the host's
 * settings for everybody). What is not allowed is left out of the capabilities, so that no control for it is drawn.
 */
export interface Allow extends Partial<Readonly<Record<CommandType, boolean>>> {
  /**
   * Origins (`https://models.example`) whose URLs a page may give for models outside the catalogue; `any` only for pages that are trusted as
   * the host itself is. Default none.
   */
  readonly urls?: readonly string[] | 'any'
  /**
   * Fetch what a page gave the URL of from private addresses too (this machine, the local network), be it by a redirect or a name that leads
   * there. Default false: only origins that `urls` lists may be private. Node engines alone can tell.
   */
  readonly privateAddresses?: boolean
  /** Tell pages where files are on the host's disk. Default false: they get the path inside the model. */
  readonly locate?: boolean
}

const DEFAULTS: Readonly<Record<CommandType, boolean>> = {
  download: true,
  pause: true,
  resume: true,
  pauseAll: true,
  resumeAll: true,
  cancel: false,
  retry: true,
  remove: false,
  prioritize: true,
  move: true,
  verify: false,
  adopt: false,
  check: true,
  update: true,
  discard: false,
  sweep: false,
  configure: false,
  yield: true,
}

/** What stands between a page's requests and the engine. What it lets on has the host's word in place of the page's where the two differ. */
export interface Policy {
  /** The snapshot as a page sees it: the capabilities without what it may not do. The same for the same snapshot. */
  view(snapshot: EngineSnapshot): EngineSnapshot
  checkCommand(command: Command): Promise<Checked<Command>>
  checkQuery(query: Query): Promise<Checked<Query>>
  /** The answer as a page gets it: without the host's paths, unless those are allowed. */
  redact(query: Query, answer: Answer): Answer
}

export interface PolicyOptions {
  readonly catalog: Catalog
  readonly allow: Allow | undefined
  readonly knows: (id: string) => boolean
  readonly onCatalogFailure: (id: string) => void
}

export function createPolicy({ catalog, allow = {}, knows, onCatalogFailure }: PolicyOptions): Policy {
  const resolve = createModelPolicy({
    catalog,
    urls: allow.urls ?? [],
    privateAddresses: allow.privateAddresses ?? false,
    knows,
    onCatalogFailure,
  })
  const allowed = new Set(COMMAND_TYPES.filter((type) => allow[type] ?? DEFAULTS[type]))
  const views = new WeakMap<EngineSnapshot, EngineSnapshot>()
  let lastFull: Capabilities | null = null
  let lastLess: Capabilities | null = null

  async function withModel<T extends { readonly model: ModelInput }>(request: T): Promise<Checked<T>> {
    const model = await resolve(request.model)
    return model.ok ? { ok: true, value: { ...request, model: model.value } } : model
  }

  return {
    view(snapshot) {
      const known = views.get(snapshot)
      if (known !== undefined) return known
      if (snapshot.capabilities !== lastFull || lastLess === null) {
        const { commands, queries, settings } = snapshot.capabilities
        lastFull = snapshot.capabilities
        lastLess = {
          commands: commands.filter((type) => allowed.has(type)),
          queries,
          settings: allowed.has('configure') ? settings : [],
        }
      }
      const view = { ...snapshot, capabilities: lastLess }
      views.set(snapshot, view)
      return view
    },
    async checkCommand(command) {
      if (!allowed.has(command.type)) {
        return refuse(
          'unsupported',
          `This host does not let pages "${command.type}". Its developer can turn it on by allow: { ${command.type}: true }.`,
        )
      }
      return 'model' in command ? withModel(command) : { ok: true, value: command }
    },
    checkQuery: async (query) => ('model' in query ? withModel(query) : { ok: true, value: query }),
    redact(query, answer) {
      if (query.type !== 'locate' || allow.locate || !answer.ok || answer.value === null) return answer
      const located = (answer as Extract<Answer<'locate'>, { ok: true }>).value
      const files = located?.files.map((file) => ({ ...file, location: file.path })) ?? []
      return { ok: true, value: { id: query.id, files } }
    },
  }
}
