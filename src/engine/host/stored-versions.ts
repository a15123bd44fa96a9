import type { Model } from '../core/model.js'
import { modelFolder } from '../core/safe-path.js'
import type { Entry } from './journal-entry.js'
import type { Worths } from './worth.js'

/** One version of a model with the folder that it has for itself. */
export interface StoredVersion {
  readonly model: Model
  readonly folder: string
  readonly worths: Worths
  /** Whether the journal calls it complete. */
  readonly isWhole: boolean
}

/** The version that a record is about, and before it the one that it is to take the place of. */
export function versionsOf({ record, worths, installedWorths }: Entry): readonly StoredVersion[] {
  const { model, version, intent } = record
  const { installed, generation } = version
  const latest = { model, folder: modelFolder(model.id, generation), worths, isWhole: intent === 'completed' }
  if (installed === null) return [latest]
  const folder = modelFolder(model.id, installed.generation)
  return [{ model: installed.model, folder, worths: installedWorths ?? {}, isWhole: true }, latest]
}
