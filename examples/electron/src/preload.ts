import { ipcRenderer } from 'electron'
import { exposeEngine } from 'weightlift/electron/preload'

exposeEngine({ ipcRenderer })
