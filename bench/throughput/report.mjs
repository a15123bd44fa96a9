/**
 * @typedef {object} Result
 * @property {string} id
 * @property {string} title
 * @property {string | null} skipped why
 * @property {Record<string, object[]>} runs each client's figures, run by run
 * @property {Record<string, import('./measure.mjs').Figures>} medians
 * @property {{ label: string, value: number, must: number | null, aim: number | null, unit: string }[]} marks
 */

/** @param {{ value: number, must: number | null }} mark */
export function isReached({ value, must }) {
  return must === null || value <= must
}

/** @param {Result} result */
export function table({ title, skipped, runs, medians, marks }) {
  if (skipped !== null) return `\n${title}\n  skipped: ${skipped}`
  const lines = ['', title, `  ${row(['', 'wall s', 'CPU s', 'RSS MiB', 'wall of each run'])}`]
  for (const [client, { wall, cpu, rss }] of Object.entries(medians)) {
    const each = runs[client].map((run) => run.wall.toFixed(2)).join(' ')
    lines.push(`  ${row([client, wall.toFixed(2), cpu?.toFixed(2) ?? '', rss?.toFixed(0) ?? '', each])}`)
  }
  for (const { label, value, must, aim, unit } of marks) {
    const shown = `${value.toFixed(unit === ' MiB' ? 0 : 2)}${unit}`
    lines.push(
      `  ${label.padEnd(38)} ${shown.padEnd(8)} ${verdict('must', value, must)}  ${verdict('aim', value, aim)}`.trimEnd(),
    )
  }
  return lines.join('\n')
}

/** What was measured, when and with what. */
export function footer({ date, revision, versions, load, runs }) {
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `${date} · ${revision ?? 'no commit'} · medians of ${runs} · load at the start ${load.toFixed(2)}\n${names.join(' · ')}`
}

function row([client, wall, cpu, rss, each]) {
  return `${client.padEnd(24)} ${wall.padStart(7)} ${cpu.padStart(7)} ${rss.padStart(8)}   ${each}`
}

function verdict(kind, value, limit) {
  if (limit === null) return ''
  const word = value <= limit ? 'reached' : 'MISSED'
  return `${kind} ≤ ${limit} ${kind === 'must' ? word : word.toLowerCase()}`.padEnd(22)
}
