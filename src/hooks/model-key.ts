import type { ModelInput } from '../engine/core/model.js'

/** What tells two models of one id apart. Block digests are left out: they are long, and follow from the file's. */
export function describeModel(model: ModelInput): unknown {
  const revision = model.revision ?? null
  if ('files' in model) {
    return [revision, ...model.files.map(({ path, url, urls, size, sha256 }) => [path, url, urls, size, sha256])]
  }
  const { path, url, urls } = { path: undefined, url: undefined, urls: undefined, ...model }
  return [revision, path, url, urls, model.size, model.sha256]
}

const keys = new WeakMap<ModelInput, string>()

/** The same for models that a hook shows in the same way, whether or not they are the same object. */
export function modelKey(model: ModelInput): string {
  const known = keys.get(model)
  if (known !== undefined) return known
  const key = JSON.stringify([model.id, model.name, model.size, describeModel(model)])
  keys.set(model, key)
  return key
}
