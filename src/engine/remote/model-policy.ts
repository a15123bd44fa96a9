import { EngineError, errorDataOf } from '../core/errors.js'
import type { ModelInput } from '../core/model.js'
import { parseModel } from '../core/parse-model.js'
import { checkModelId } from '../core/safe-path.js'
import type { Refusal } from './refusal.js'

/** The models a host offers: a list, or a function that finds one by its id and gives null where there is none. */
export type Catalog =
  | readonly ModelInput[]
  | ((id: string) => ModelInput | null | undefined | Promise<ModelInput | null | undefined>)

export interface ModelPolicyOptions {
  readonly catalog: Catalog
  readonly urls: readonly string[] | 'any'
  /** Whether what a page gave may be fetched from private addresses, too. */
  readonly privateAddresses: boolean
  readonly knows: (id: string) => boolean
  readonly onCatalogFailure: (id: string) => void
}

export type ModelPolicy = (given: ModelInput) => Promise<{ readonly ok: true; readonly value: ModelInput } | Refusal>

/**
 * Decides what a page's model means to the host. In the catalogue: the catalogue's word, whatever the page said. Else, with URLs of
 * allowed origins: the page's. Else, known to the engine: its id alone. Else refused.
 *
 * @throws EngineError `invalid-model` for a list or an origin that cannot be right, so that it shows at the start.
 */
export function createModelPolicy({
  catalog,
  urls,
  privateAddresses,
  knows,
  onCatalogFailure,
}: ModelPolicyOptions): ModelPolicy {
  const origins = new Set(urls === 'any' ? [] : urls.map(checkOrigin))
  const find = typeof catalog === 'function' ? catalog : byId(catalog)

  async function decide(given: ModelInput): Promise<ModelInput> {
    const id = checkModelId(given.id)
    const listed = await lookUp(id)
    if (listed !== null) return listed
    if (urls === 'any') return bounded(given)
    const foreign = foreignOrigin(given)
    if (foreign === null) return bounded(given)
    if (knows(id)) return { id }
    throw forbidden(id, foreign)
  }

  /** A name may lead anywhere, by a redirect or by what the name server says of it. */
  function bounded(given: ModelInput): ModelInput {
    return privateAddresses ? given : { ...given, privateOrigins: [...origins] }
  }

  async function lookUp(id: string): Promise<ModelInput | null> {
    let found: ModelInput | null | undefined
    try {
      found = await find(id)
    } catch (cause) {
      onCatalogFailure(id)
      throw new EngineError(
        'forbidden',
        `The host's catalogue failed while it looked for "${id}". Try again, or tell the app's developer.`,
        {
          retryable: true,
          action: 'retry',
          cause,
        },
      )
    }
    if (found && found.id !== id) {
      onCatalogFailure(id)
      throw new EngineError(
        'invalid-model',
        `The host's catalogue gives model "${found.id}" for the id "${id}". The app's developer has to correct it.`,
      )
    }
    return found ?? null
  }

  /** The first origin that is not allowed; an empty text where the page gave no URL at all; null where all are allowed. */
  function foreignOrigin(given: ModelInput): string | null {
    // Whether plain http is all right is the engine's to say.
    const asked = parseModel(given, { allowInsecureHttp: true }).files.flatMap((file) => file.urls)
    if (asked.length === 0) return ''
    return asked.map((url) => new URL(url).origin).find((origin) => !origins.has(origin)) ?? null
  }

  return async (given) => {
    try {
      return { ok: true, value: await decide(given) }
    } catch (error) {
      return { ok: false, error: errorDataOf(error, 'invalid-model', 'The model cannot be understood.') }
    }
  }
}

function byId(models: readonly ModelInput[]): (id: string) => ModelInput | null {
  const found = new Map(models.map((model) => [checkListed(model), model]))
  if (found.size !== models.length)
    throw new EngineError('invalid-model', 'The catalogue lists a model id twice. Give each model an id of its own.')
  return (id) => found.get(id) ?? null
}

function checkListed(model: ModelInput): string {
  const { id, files } = parseModel(model, { allowInsecureHttp: true })
  if (files.length > 0) return id
  throw new EngineError('invalid-model', `The catalogue lists "${id}" without a url. Give it a url, or files.`)
}

function checkOrigin(origin: string): string {
  try {
    const url = new URL(origin)
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.origin
  } catch {
    // Falls through to the message.
  }
  throw new EngineError(
    'invalid-model',
    `allow.urls lists ${JSON.stringify(origin)}, which is no origin. Write it like "https://models.example".`,
  )
}

function forbidden(id: string, origin: string): EngineError {
  const remedy =
    origin === ''
      ? `The app's developer can add "${id}" to the catalog of the host.`
      : `The app's developer can add "${id}" to the catalog of the host, or "${origin}" to allow.urls.`
  return new EngineError(
    'forbidden',
    `This host does not offer model "${id}", so a page cannot ask for it. ${remedy}`,
    { action: null },
  )
}
