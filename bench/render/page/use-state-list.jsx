import { useEffect, useState } from 'react'

const gigabytes = (bytes) => (bytes / 1e9).toFixed(2)

function Row({ download }) {
  const share = download.receivedBytes / download.totalBytes
  return (
    <li data-row={download.id}>
      <strong>{download.name}</strong> <span>{download.status}</span>
      <progress value={share} />
      <span>
        {gigabytes(download.receivedBytes)} of {gigabytes(download.totalBytes)} GB,{' '}
        {(download.bytesPerSecond / 1e6).toFixed(1)} MB/s, {Math.round(download.timeLeftMs / 60_000)} min left
      </span>
      <button type="button">Pause</button> <button type="button">Cancel</button>
    </li>
  )
}

/** A list as one writes it first: all downloads in one state. */
export function UseStateList({ engine }) {
  const [downloads, setDownloads] = useState(() => engine.getSnapshot().downloads)
  useEffect(() => engine.subscribe(() => setDownloads(engine.getSnapshot().downloads)), [engine])
  return (
    <ul>
      {engine.getSnapshot().order.map((id) => (
        <Row key={id} download={downloads[id]} />
      ))}
    </ul>
  )
}
