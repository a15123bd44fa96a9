import type { Download, DownloadStatus } from '../core/download.js'
import type { SimulatedEngine, SimulatedEngineOptions } from './simulated-engine.js'
import type { ServedFile, SimulatedMachine } from './simulated-machine.js'

/** A file of a made-up model, as a catalogue would have it. */
export interface SceneFile {
  readonly path: string
  readonly url: string
  readonly size?: number
  readonly sha256?: string
}

/** A made-up model: what an app would write into its code. */
export interface SceneModel {
  readonly id: string
  readonly name: string
  readonly files: readonly SceneFile[]
}

/** Where a scene plays: an engine whose web has the model's files, and nothing asked for yet. */
export interface Stage {
  /** Set it anew where the scene is about another engine on the same machine. */
  engine: SimulatedEngine
  readonly machine: SimulatedMachine
  readonly model: SceneModel
  /** Asks for the model; throws where it is refused. */
  download(): Promise<void>
  /** Moves time on until the model's download is as asked. */
  until(isSo: (download: Download) => boolean): Promise<void>
  untilStatus(status: DownloadStatus): Promise<void>
  /** Asks for the model and moves on until about this share of it is received. */
  downloadUntil(share: number): Promise<void>
  /** Lets every request for the model meet a fault, from the very next byte on. */
  breakLine(fault: Parameters<SimulatedMachine['http']['fail']>[1]): void
}

/** How a state is reached: by real commands, real time as the engine sees it, and what happens to a computer. */
export interface Scene {
  /** Of the engine and its computer. */
  readonly options?: SimulatedEngineOptions
  /** Another model than the usual one; gets the files put on the web. */
  readonly model?: (serve: SimulatedMachine['serve'], asked: ModelWish) => SceneModel
  readonly play: (stage: Stage) => Promise<void>
}

/** What of the usual model may be another. */
export interface ModelWish {
  readonly id: string
  readonly name: string
  /** Bytes. */
  readonly size: number
}

export const USUAL_MODEL: ModelWish = { id: 'speech/whisper-small', name: 'Whisper Small', size: 487_601_967 }

/** Where made-up files are. */
export const ORIGIN = 'https://models.example'

/** The file of a one-file model, as `serve` describes it. */
export function fileOf(path: string, { url, size, sha256 }: ServedFile): SceneFile {
  return { path, url, size, sha256 }
}

/** One file, its size and digest known. */
export function usualModel(serve: SimulatedMachine['serve'], { id, name, size }: ModelWish): SceneModel {
  return { id, name, files: [fileOf('model.bin', serve(`${ORIGIN}/${id}/model.bin`, { size }))] }
}
