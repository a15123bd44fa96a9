import type { DownloadMessages } from './messages-download.js'
import { ERROR_MESSAGES_EN } from './messages-errors-en.js'

const when = (sentence: string, moment: string | null): string => (moment === null ? sentence : `${sentence} ${moment}`)

/** The words of one download in English. */
export const DOWNLOAD_MESSAGES_EN: DownloadMessages = {
  status: {
    missing: 'Not downloaded',
    queued: 'In line',
    preparing: 'Preparing',
    downloading: 'Downloading',
    waiting: 'Waiting',
    paused: 'Paused',
    verifying: 'Verifying',
    completed: 'Ready to use',
    failed: 'Download failed',
    cancelled: 'Cancelled',
  },
  announcement: {
    missing: (name) => `${name} was removed from this device.`,
    queued: (name) => `${name} is in line to download.`,
    preparing: (name) => `${name} is getting ready to download.`,
    downloading: (name) => `${name} is downloading.`,
    waiting: (name, detail) => `${name} is waiting.${detail === null ? '' : ` ${detail}.`}`,
    paused: (name) => `${name} is paused.`,
    verifying: (name) => `${name} has arrived and is being verified.`,
    completed: (name) => `${name} is ready to use.`,
    failed: (name, detail) => `${name} could not be downloaded.${detail === null ? '' : ` ${detail}.`}`,
    cancelled: (name) => `The download of ${name} was cancelled.`,
  },
  reason: {
    retry: (moment) => when('The connection failed. Trying again', moment ?? 'soon'),
    'rate-limited': (moment) => when('The server asks for a break. Trying again', moment ?? 'soon'),
    offline: () => 'No internet connection. Goes on when you are back online',
    metered: () => 'This connection is metered. Goes on when you are on another one',
    schedule: (moment) => when('Outside the download hours. Goes on', moment ?? 'when they begin'),
    yield: () => 'Making room while the app is busy. Goes on when it is done',
    lock: () => 'Another window or app is using the models folder. Goes on when it is done',
  },
  error: ERROR_MESSAGES_EN,
  action: {
    download: (size) => (size === null ? 'Download' : `Download ${size}`),
    pause: 'Pause',
    resume: 'Resume',
    resumeDownload: 'Resume download',
    cancel: 'Cancel',
    retry: 'Try again',
    retryNow: 'Try now',
    startNow: 'Start now',
    allowMetered: 'Download anyway',
    remove: 'Remove',
    update: (size) => (size === null ? 'Update' : `Update, ${size}`),
    removePartial: 'Delete partial',
    named: (label, name) => `${label}, ${name}`,
  },
  progress: {
    pair: (done, total) => `${done} of ${total}`,
    soFar: (done) => `${done} so far`,
    timeLeft: (duration) => `about ${duration} left`,
    verifying: (percent) => `${percent} verified`,
    stalled: 'No data is arriving',
    position: (position) => (position === 1 ? 'Next in line' : `Number ${position} in line`),
    checking: 'Looking on this device…',
    partial: 'Partly downloaded',
    updateAvailable: 'update available',
    updating: 'Updating',
    unverified: 'not verified',
    join: (parts) => parts.join(', '),
  },
  confirmCancel: {
    title: (name) => `Cancel the download of ${name}?`,
    body: (size) =>
      `${size} is already on this device. Keep it to go on from there another time, or delete it to free the space.`,
    keep: 'Cancel and keep',
    discard: 'Cancel and delete',
    back: 'Go on downloading',
  },
  confirmRemove: {
    title: (name) => `Remove ${name} from this device?`,
    body: (size) =>
      `${size === null ? '' : `This frees ${size}. `}It has to be downloaded again before it can be used.`,
    discard: 'Remove',
    back: 'Keep it',
  },
}
