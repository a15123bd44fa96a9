import type { JSX } from 'react'
import { Download } from 'weightlift'
import './custom-card.css'

/** A card of an app's own: every part is one element without a look, styled by its `data-*` attributes. */
export function ListenCard({ model }: { model: { readonly id: string; readonly name?: string } }): JSX.Element {
  return (
    <Download.Root model={model} className="listen-card">
      <Download.Icon className="listen-icon" />
      <div>
        <Download.Title render={<strong />} />
        <p>
          <Download.Status /> <Download.Reason />
        </p>
      </div>
      {/* One button for download, pause, resume and retry: it stays the same element, and keeps the focus. */}
      <Download.Action className="listen-action" />
      <Download.Progress className="listen-bar">
        <Download.Indicator />
      </Download.Progress>
      <p className="listen-numbers">
        <Download.Bytes /> <Download.Speed /> <Download.TimeLeft />
      </p>
      <Download.Error className="listen-error" />
      <div className="listen-numbers">
        <Download.Cancel className="listen-action" /> <Download.Remove className="listen-action" />
      </div>
      <Download.Announcer className="listen-hidden" />
    </Download.Root>
  )
}
