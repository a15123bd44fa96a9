'use client'

import { forwardRef, type JSX } from 'react'
import type { FileProgress } from '../../engine/core/download.js'
import { type FormatOptions, formatBytes, formatPair } from '../../engine/core/format.js'
import type { DownloadMessages } from '../../engine/core/messages-download.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useDownloadContext, useDownloadNumbers } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadMessages } from './use-download-messages.js'

/**
 * The model's files, each with how much of it is here: a `<ul>` whose items hold `data-part="path"` and `data-part="bytes"`.
 * Nothing while no download knows them.
 */
export const DownloadFiles: Part<'ul', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadFiles(given, ref): JSX.Element | null {
    const { state } = useDownloadContext('Files')
    const { files } = useDownloadNumbers('Files')
    const messages = useDownloadMessages()
    const { format } = useLocale()
    const element = usePart('ul', state, given, ref, {
      children: files?.map((file) => (
        <li key={file.path}>
          <bdi data-part="path">{file.path}</bdi> <span data-part="bytes">{bytesOf(file, messages, format)}</span>
        </li>
      )),
    })
    return files === null || files.length === 0 ? null : element
  },
)

function bytesOf(
  { receivedBytes, totalBytes }: FileProgress,
  { progress }: DownloadMessages,
  format: FormatOptions,
): string {
  if (totalBytes === null) return progress.soFar(formatBytes(receivedBytes, format))
  if (receivedBytes >= totalBytes) return formatBytes(totalBytes, format)
  const { done, total } = formatPair(receivedBytes, totalBytes, format)
  return progress.pair(done, total)
}
