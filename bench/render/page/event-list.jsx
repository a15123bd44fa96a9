import { useEffect, useState } from 'react'

const gigabytes = (bytes) => (bytes / (1024 * 1024 * 1024)).toFixed(2)

/** One component a model that puts an event for each change into a state, and hears those of its own model only. */
function ModelDownload({ engine, id }) {
  const [progress, setProgress] = useState(null)
  useEffect(
    () =>
      engine.subscribe(() => {
        const { receivedBytes, totalBytes } = engine.getSnapshot().downloads[id]
        setProgress({ downloaded: receivedBytes, total: totalBytes, percentage: (receivedBytes / totalBytes) * 100 })
      }),
    [engine, id],
  )
  return (
    <div data-row={id}>
      {progress && (
        <div>
          <p>Downloading... {progress.percentage.toFixed(1)}%</p>
          <progress value={progress.percentage} max={100} />
          <p>
            {gigabytes(progress.downloaded)} / {gigabytes(progress.total)} GB
          </p>
        </div>
      )}
    </div>
  )
}

export function EventList({ engine }) {
  return engine.getSnapshot().order.map((id) => <ModelDownload key={id} engine={engine} id={id} />)
}
