import { invoke } from '@tauri-apps/api/core'
import * as shell from '@tauri-apps/plugin-shell'
import { createRoot } from 'react-dom/client'
import { EngineProvider, ModelDownload, useModelAvailable } from 'weightlift'
import { connectTauriEngine } from 'weightlift/tauri'
import 'weightlift/styles.css'

const MODEL = { id: 'voice', name: 'Voice model' }

function Feature() {
  const { available } = useModelAvailable(MODEL)
  return (
    <>
      <ModelDownload model={MODEL} />
      <p data-available={available}>{available ? 'The model is here.' : 'The model is not here yet.'}</p>
    </>
  )
}

const { directory, catalog } = await invoke<{ directory: string; catalog: string }>('places')
const engine = connectTauriEngine({ shell, sidecar: 'binaries/weightlift', args: [directory, catalog] })

createRoot(document.getElementById('root') as HTMLElement).render(
  <EngineProvider engine={engine}>
    <Feature />
  </EngineProvider>,
)
