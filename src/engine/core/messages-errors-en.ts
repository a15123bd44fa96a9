import type { ErrorCode } from './errors.js'
import type { ErrorWords } from './messages-download.js'

/** What went wrong and what to do about it, in English, for the people who use the app and not for those who make it. */
export const ERROR_MESSAGES_EN: Readonly<Record<ErrorCode, ErrorWords>> = {
  'invalid-model': {
    title: 'This model cannot be downloaded',
    hint: 'Its description is wrong. Tell the makers of this app.',
  },
  'invalid-command': {
    title: 'That is not possible right now',
    hint: 'The download may have moved on. Try again.',
  },
  unsupported: {
    title: 'This app cannot do that here',
    hint: 'The download service does not offer it.',
  },
  'unknown-download': {
    title: 'This download is gone',
    hint: 'Start it again if you need the model.',
  },
  network: {
    title: 'The connection was lost',
    hint: 'Check your internet connection, then try again. What has arrived is kept.',
  },
  timeout: {
    title: 'The server does not answer',
    hint: 'Try again in a few minutes. What has arrived is kept.',
  },
  stalled: {
    title: 'No more data is arriving',
    hint: 'Check your internet connection, then try again. What has arrived is kept.',
  },
  'http-status': {
    title: 'The server reported a problem',
    hint: 'Try again later. What has arrived is kept.',
  },
  'not-found': {
    title: 'The model was not found',
    hint: 'It may have been moved or withdrawn. Look for an update of this app.',
  },
  unauthorized: {
    title: 'Sign-in needed',
    hint: 'Sign in to the site of the model, then try again.',
  },
  forbidden: {
    title: 'Access denied',
    hint: 'Sign in with another account, or ask the publisher for access.',
  },
  gated: {
    title: 'The license has to be accepted first',
    hint: 'Accept the license on the page of the model, then try again.',
  },
  'rate-limited': {
    title: 'Too many requests',
    hint: 'Try again in a few minutes. What has arrived is kept.',
  },
  'bad-response': {
    title: 'The server sent something unexpected',
    hint: 'Try again. A proxy or firewall may be in between.',
  },
  'source-changed': {
    title: 'The model changed on the server',
    hint: 'Try again to download the new version.',
  },
  'too-many-redirects': {
    title: 'The address of the model leads nowhere',
    hint: 'Look for an update of this app.',
  },
  'insecure-url': {
    title: 'The connection would not be secure',
    hint: 'It was stopped to protect you. Tell the makers of this app.',
  },
  'captive-portal': {
    title: 'This network wants you to log in',
    hint: 'Log in to the Wi-Fi network in your browser, then try again.',
  },
  'checksum-mismatch': {
    title: 'The file arrived damaged',
    hint: 'It was deleted. Try again, from another network if you can.',
  },
  'size-mismatch': {
    title: 'The file has the wrong size',
    hint: 'It may have been changed. Look for an update of this app.',
  },
  'disk-full': {
    title: 'Not enough disk space',
    hint: 'Free up some space, then try again. What has arrived is kept.',
  },
  'storage-denied': {
    title: 'The models folder cannot be written',
    hint: 'Let this app write there, or choose another folder, then try again.',
  },
  'storage-io': {
    title: 'The disk reported a problem',
    hint: 'Check the drive, then try again.',
  },
  'quota-exceeded': {
    title: 'The browser gives no more space',
    hint: 'Remove models or free up disk space, then try again.',
  },
  locked: {
    title: 'The models folder is in use',
    hint: 'Close the other window or app, or try again later.',
  },
  cancelled: {
    title: 'The download was cancelled',
    hint: 'Start it again whenever you like.',
  },
  'link-lost': {
    title: 'The download service is out of reach',
    hint: 'It is being connected again. Nothing is lost.',
  },
  closed: {
    title: 'The download service has stopped',
    hint: 'Start this app again to go on. What has arrived is kept.',
  },
}
