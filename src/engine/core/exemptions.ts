import type { Exemptions } from './command.js'
import { isActive } from './download.js'
import type { DownloadState } from './download-state.js'
import { EngineError } from './errors.js'
import { type EngineState, withDownload } from './state.js'

/** A download to which every policy applies. */
export const NO_EXEMPTION: Pick<DownloadState, 'startNow' | 'allowMetered'> = { startNow: false, allowMetered: false }

/**
 * Takes down what a person allowed a download beyond the policies. What the command leaves out stays; what is not on its way is not
 * allowed anything.
 *
 * @throws EngineError `invalid-command`
 */
export function exempt(state: EngineState, id: string, asked: Exemptions): EngineState {
  const { startNow, allowMetered } = asked
  check('startNow', startNow)
  check('allowMetered', allowMetered)
  const found = state.downloads.get(id)
  const isAnothers = !state.owner && state.journalled.has(id)
  if (found === undefined || isAnothers || !isActive(found.status)) return state
  if (allowMetered === true && state.settings.metered === 'wait') {
    throw new EngineError(
      'invalid-command',
      "The setting metered is 'wait': no download may use a metered connection, and none can be allowed to. Set it to 'ask' or 'allow' first.",
    )
  }
  const next = { startNow: startNow ?? found.startNow, allowMetered: allowMetered ?? found.allowMetered }
  const isSame = next.startNow === found.startNow && next.allowMetered === found.allowMetered
  return isSame ? state : withDownload(state, id, next)
}

function check(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'boolean') return
  throw new EngineError('invalid-command', `${name} is true, false or left out.`)
}
