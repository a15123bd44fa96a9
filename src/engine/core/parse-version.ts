import type { FileProgress } from './download.js'
import type { Model } from './model.js'
import { parseModel } from './parse-model.js'
import { FIRST_VERSION, type Installed, type KeptFile, type Offer, type Version } from './version.js'

type Fields = Readonly<Record<string, unknown>>

/** Reads what came from disk, where anything may stand, or nothing in older journals. @throws EngineError for a model that is none */
export function parseVersion(value: unknown): Version {
  if (!isFields(value)) return FIRST_VERSION
  return {
    generation: count(value.generation) ?? 0,
    installed: isFields(value.installed) ? parseInstalled(value.installed) : null,
    stale: list(value.stale).flatMap((one) => count(one) ?? []),
    offer: isFields(value.offer) ? parseOffer(value.offer) : null,
  }
}

function parseInstalled(value: Fields): Installed {
  return {
    model: modelOf(value.model),
    generation: count(value.generation) ?? 0,
    unverified: value.unverified === true,
    files: list(value.files).flatMap(parseFile),
    kept: list(value.kept).flatMap(parseKept),
  }
}

function parseOffer(value: Fields): Offer {
  return {
    model: modelOf(value.model),
    kept: list(value.kept).flatMap(parseKept),
    totalBytes: count(value.totalBytes),
    bytesToFetch: count(value.bytesToFetch),
    needsDigest: value.needsDigest === true,
  }
}

function modelOf(value: unknown): Model {
  return parseModel(value, { allowInsecureHttp: true })
}

function parseFile(value: unknown): readonly FileProgress[] {
  if (!isFields(value) || typeof value.path !== 'string') return []
  return [{ path: value.path, totalBytes: count(value.totalBytes), receivedBytes: count(value.receivedBytes) ?? 0 }]
}

function parseKept(value: unknown): readonly KeptFile[] {
  if (!isFields(value) || typeof value.path !== 'string' || typeof value.from !== 'string') return []
  return [{ path: value.path, from: value.from }]
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function count(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
