/** A shell that tells of downloads by events: one for each that changed, to all who listen. Kind to them: a real one has an event for each chunk. */
export function connectEvents(engine) {
  const listeners = new Set()
  let last = engine.getSnapshot().downloads
  engine.subscribe(() => {
    const { downloads, order } = engine.getSnapshot()
    for (const id of order) {
      if (downloads[id] !== last[id]) tell(downloads[id])
    }
    last = downloads
  })

  function tell({ receivedBytes, totalBytes }) {
    const payload = { downloaded: receivedBytes, total: totalBytes, percentage: (receivedBytes / totalBytes) * 100 }
    for (const listener of listeners) listener({ payload })
  }

  return {
    event: {
      async listen(_name, listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    // Settles when the download is done, which here is never.
    invoke: () => new Promise(() => {}),
  }
}
