/** What `<DownloadQueue>` has to reach with 1,000 downloads that all change ten times a second. */
const MOST_BUSY = 0.15

/** Prints the figures; gives whether what has to be reached is. */
export function report(figures, { json, seconds, runs }) {
  const rows = Object.entries(figures).map(([name, of]) => {
    const longest = of.flatMap(({ long }) => long)
    return {
      name,
      busy: median(of.map(({ busy }) => busy)),
      firstMs: median(of.map(({ firstMs }) => firstMs)),
      longTasks: median(of.map(({ long }) => long.length)),
      longestMs: longest.length === 0 ? null : Math.max(...longest),
      all: of[0].all,
      one: of[0].one,
    }
  })
  if (json) console.log(JSON.stringify({ seconds: Number(seconds), runs: Number(runs), lists: rows }, null, 2))
  else print(rows, seconds, runs)
  const ours = rows.find(({ name }) => name === 'DownloadQueue')
  return (
    ours === undefined ||
    (ours.busy <= MOST_BUSY && ours.longTasks === 0 && ours.one.rows === 1 && ours.one.isOwn && ours.all.rows < 60)
  )
}

function print(rows, seconds, runs) {
  const base = rows.find(({ name }) => name === 'DownloadQueue')?.busy ?? Number.NaN
  console.log(`1,000 downloads, each changing 10 times a second; ${seconds} s, medians of ${runs}\n`)
  console.log(
    'list                       busy    × ours   tasks > 50 ms   longest   first draw   rows rendered   of 100, one changes',
  )
  for (const { name, busy, firstMs, longTasks, longestMs, all, one } of rows) {
    console.log(
      [
        name.padEnd(25),
        `${(busy * 100).toFixed(1)} %`.padStart(7),
        (busy / base).toFixed(1).padStart(7),
        String(longTasks).padStart(13),
        (longestMs === null ? '-' : `${longestMs.toFixed(0)} ms`).padStart(9),
        `${firstMs.toFixed(0)} ms`.padStart(11),
        `${all.rows} (${all.visible} seen)`.padStart(17),
        `${one.rows} rows, ${one.commits} commits`.padStart(22),
      ].join('  '),
    )
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[sorted.length >> 1]
}
