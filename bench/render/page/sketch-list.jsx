import { useEffect, useState } from 'react'
import { connectEvents } from './download-events.js'

/** The component of many a tutorial, letter for letter: it hears each event of a download, whosever it is, and puts it into a state. */
function ModelDownload({ event, invoke, modelId }) {
  const [progress, setProgress] = useState(null)
  const [status, setStatus] = useState('idle')

  useEffect(() => {
    const unlisten = event.listen('download_progress', (event) => {
      setProgress(event.payload)
    })
    return () => {
      unlisten.then((fn) => fn())
    }
  }, [event])

  const handleDownload = async () => {
    try {
      setStatus('downloading')
      await invoke('start_model_download', { modelId })
      setStatus('complete')
    } catch (error) {
      setStatus('error')
      console.error('Download failed:', error)
    }
  }

  const formatSize = (bytes) => {
    const gb = bytes / (1024 * 1024 * 1024)
    return gb.toFixed(2)
  }

  return (
    <div className="download-container" data-row={modelId}>
      {status === 'idle' && (
        <button type="button" data-start="" onClick={handleDownload}>
          Download Model
        </button>
      )}
      {status === 'downloading' && progress && (
        <div>
          <p>Downloading... {progress.percentage.toFixed(1)}%</p>
          <progress value={progress.percentage} max={100} />
          <p>
            {formatSize(progress.downloaded)} / {formatSize(progress.total)} GB
          </p>
        </div>
      )}
      {status === 'error' && <p>Download failed</p>}
      {status === 'complete' && <p>Download complete!</p>}
    </div>
  )
}

export function SketchList({ engine }) {
  const [shell] = useState(() => connectEvents(engine))
  return engine.getSnapshot().order.map((id) => <ModelDownload key={id} {...shell} modelId={id} />)
}
