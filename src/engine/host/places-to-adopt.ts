import { EngineError } from '../core/errors.js'
import type { Model, ModelFile } from '../core/model.js'
import type { Incoming } from '../ports/files.js'

/**
 * Where each file of a model is that a user has: for a model of one file the location itself, or else in the folder there, under its path.
 *
 * @throws EngineError `unsupported`, `invalid-model`, `invalid-command`, `size-mismatch`, `storage-denied`
 */
export async function placesToAdopt(
  incoming: Incoming | undefined,
  model: Model,
  location: string,
): Promise<readonly string[]> {
  if (incoming === undefined)
    throw new EngineError('unsupported', 'This engine cannot take over a file. Its capabilities list what it can.')
  if (model.files.length === 0 || model.files.some(({ sha256 }) => sha256 === null)) {
    throw new EngineError(
      'invalid-model',
      `Model "${model.id}" can only be taken over from elsewhere if a sha256 proves each of its files. Give the model its digests.`,
    )
  }
  const found = await incoming.look(location)
  if (found.kind === 'file' && model.files.length === 1) {
    checkSize(model.files[0] as ModelFile, location, found.size)
    return [location]
  }
  if (found.kind !== 'folder') throw nothingThere(model, location)
  const places: string[] = []
  for (const file of model.files) {
    const place = `${location}/${file.path}`
    const inside = await incoming.look(place)
    if (inside.kind !== 'file') throw nothingThere(model, place)
    checkSize(file, place, inside.size)
    places.push(place)
  }
  return places
}

function checkSize(file: ModelFile, place: string, size: number): void {
  if (file.size === null || file.size === size) return
  throw new EngineError(
    'size-mismatch',
    `${place} has ${size} bytes, but the model says ${file.size}. It is another file, so it is not taken over. Choose the right one.`,
    { action: null },
  )
}

/** For a place where no file of a model is. */
export function nothingThere({ id, files }: Model, place: string): EngineError {
  const what = files.length > 1 ? 'Name the folder that holds all its files under their paths.' : 'Name the file.'
  return new EngineError('invalid-command', `There is no file of model "${id}" at ${place}. ${what}`)
}
