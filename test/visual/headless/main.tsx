import { type JSX, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import {
  Download,
  DownloadQueue,
  DownloadSettings,
  EngineProvider,
  ModelDownload,
  Plan,
  Queue,
  StoragePanel,
} from 'weightlift'
import { createScenario } from 'weightlift/testing'

const { engine, model } = await createScenario('downloading')

/** Every part of a download, and of a queue, as they come. */
function Parts(): JSX.Element {
  return (
    <>
      <Download.Root model={model} id="download">
        <Download.Icon />
        <Download.Title />
        <Download.Status />
        <Download.Progress />
        <Download.Percent />
        <Download.Bytes />
        <Download.Speed />
        <Download.TimeLeft />
        <Download.Reason />
        <Download.Error />
        <Download.Notice />
        <Download.Action />
        <Download.Cancel />
        <Download.Retry />
        <Download.Remove />
        <Download.Files />
        <Download.Announcer />
      </Download.Root>
      <Plan.Root model={model} id="plan">
        <Plan.Facts />
        <Plan.Warning />
      </Plan.Root>
      <Queue.Root id="queue">
        <Queue.Summary />
        <Queue.PauseAll />
        <Queue.ResumeAll />
        <Queue.SpeedGraph />
        <Queue.Announcer />
      </Queue.Root>
    </>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <EngineProvider engine={engine}>
      <Parts />
      <div id="drop-in">
        <ModelDownload model={model} />
      </div>
      <DownloadQueue />
      <DownloadSettings />
      <StoragePanel />
    </EngineProvider>
  </StrictMode>,
)
