import { EngineError } from './errors.js'

const MAX_ID = 128
const MAX_PATH = 512
/** Bytes; 255 is what file systems take, and `.incoming` has to fit. */
const MAX_SEGMENT = 200
const ID_SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]*$/
const WINDOWS_DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"|?*\\\p{Surrogate}]/u

/**
 * Checks a model id: `name` or `org/name`, ASCII, so that it can be a folder on every file system.
 *
 * @throws EngineError `invalid-model`
 */
export function checkModelId(id: unknown): string {
  if (typeof id !== 'string' || id === '') {
    throw invalid('A model needs an id, a text like "silero-vad" or "org/name". Without one it has no place on disk.')
  }
  if (id.length > MAX_ID)
    throw invalid(`A model id has at most ${MAX_ID} characters; this one has ${id.length}. Choose a shorter one.`)
  const ok =
    !isBuiltIn(id) &&
    !id.includes('--') &&
    id.split('/').every((segment) => ID_SEGMENT.test(segment) && !isUnsafe(segment))
  if (!ok) {
    throw invalid(
      `The model id ${JSON.stringify(id)} cannot be a folder name on every system, or could leave the models' directory. Use letters, digits, ".", "_", "-" (no "--"), and "/" between parts.`,
    )
  }
  return id
}

/**
 * The folder of a model inside the models' directory. Distinct for distinct ids, since no id contains `--`, and for the versions of a
 * model, which are numbered from 0, since no part of an id begins with `@`.
 */
export function modelFolder(id: string, generation: number = 0): string {
  const folder = id.replaceAll('/', '--')
  return generation === 0 ? folder : `${folder}--@${generation}`
}

/**
 * Checks a path inside a model: relative, `/` between segments, nothing that any file system would take for something else.
 *
 * @throws EngineError `invalid-model`
 */
export function checkRelativePath(id: string, path: unknown): string {
  if (typeof path !== 'string')
    throw invalid(`A file of model "${id}" has a path that is not a text. Use one like "onnx/model.onnx".`)
  if (path.length > MAX_PATH)
    throw invalid(`A file path of model "${id}" has ${path.length} characters. Use ${MAX_PATH} at most.`)
  if (!isSafeRelativePath(path)) {
    throw invalid(
      `The file path ${JSON.stringify(path)} of model "${id}" is not allowed: it could leave the model's folder or fail on some systems. Use a relative path like "onnx/model.onnx".`,
    )
  }
  return path.normalize('NFC')
}

/** The file name a URL suggests, or `model.bin` where it suggests none that is safe. */
export function fileNameFromUrl(url: string): string {
  const segment = new URL(url).pathname.split('/').pop() ?? ''
  try {
    const name = decodeURIComponent(segment).normalize('NFC')
    return name !== '' && !name.includes('/') && isSafeRelativePath(name) ? name : 'model.bin'
  } catch {
    return 'model.bin'
  }
}

function isSafeRelativePath(path: string): boolean {
  return (
    !isBuiltIn(path) &&
    path.split('/').every((segment) => segment !== '' && !isUnsafe(segment) && bytesOf(segment) <= MAX_SEGMENT)
  )
}

/** Ids and paths become keys of plain objects, where `__proto__` and its kind mean something else. */
function isBuiltIn(key: string): boolean {
  return key in {}
}

/** In UTF-8, which is what file systems count. */
function bytesOf(segment: string): number {
  return encodeURIComponent(segment).replace(/%../g, '%').length
}

function isUnsafe(segment: string): boolean {
  return (
    FORBIDDEN.test(segment) ||
    segment === '.' ||
    segment === '..' ||
    segment === '__proto__' ||
    /[. ]$/.test(segment) ||
    segment.startsWith(' ') ||
    segment.toLowerCase().startsWith('.weightlift') ||
    /\.(part|incoming)$/i.test(segment) ||
    WINDOWS_DEVICE.test(segment)
  )
}

function invalid(message: string): EngineError {
  return new EngineError('invalid-model', message)
}
