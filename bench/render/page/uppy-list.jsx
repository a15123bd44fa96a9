import Uppy from '@uppy/core'
import { FilesList, UppyContextProvider } from '@uppy/react'
import '@uppy/react/css/style.css'
import { useEffect, useState } from 'react'

/** Uppy's own list, told of progress as its uploaders tell it: by the state of its files, once for all that changed. */
export function UppyList({ engine }) {
  const [uppy] = useState(createUppy)
  useEffect(() => {
    const show = () => {
      const { downloads, order } = engine.getSnapshot()
      const known = uppy.getState().files
      const files = {}
      for (const id of order) {
        const { name, receivedBytes, totalBytes } = downloads[id]
        files[id] =
          known[id]?.progress.bytesUploaded === receivedBytes ? known[id] : aFile(id, name, receivedBytes, totalBytes)
      }
      uppy.setState({ files })
    }
    show()
    return engine.subscribe(show)
  }, [engine, uppy])
  return (
    <UppyContextProvider uppy={uppy}>
      <FilesList />
    </UppyContextProvider>
  )
}

function createUppy() {
  return new Uppy({ autoProceed: false })
}

function aFile(id, name, bytesUploaded, bytesTotal) {
  return {
    id,
    name,
    size: bytesTotal,
    type: 'application/octet-stream',
    extension: 'bin',
    meta: { name },
    data: { size: bytesTotal },
    source: 'bench',
    isRemote: false,
    isGhost: false,
    progress: {
      uploadStarted: 1,
      uploadComplete: false,
      bytesUploaded,
      bytesTotal,
      percentage: Math.round((bytesUploaded / bytesTotal) * 100),
    },
  }
}
