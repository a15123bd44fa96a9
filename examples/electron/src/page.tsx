import { createRoot } from 'react-dom/client'
import { EngineProvider, ModelDownload } from 'weightlift'
import { connectElectronEngine } from 'weightlift/electron/renderer'
import 'weightlift/styles.css'

const engine = connectElectronEngine()

createRoot(document.getElementById('root') as HTMLElement).render(
  <EngineProvider engine={engine}>
    <ModelDownload model={{ id: 'silero-vad', name: 'Silero VAD' }} />
  </EngineProvider>,
)
