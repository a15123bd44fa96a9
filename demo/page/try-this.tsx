import type { JSX } from 'react'
import type { Host } from './host.js'
import { useAbout } from './use-about.js'

/** What to do to a download to see what this is about. */
export function TryThis({ host }: { readonly host: Host }): JSX.Element {
  const about = useAbout(host)
  return (
    <aside className="panel">
      <h2>Try to break it</h2>
      <ul className="dares">
        <li>
          <b>Pause</b> and resume: it goes on from the byte where it was.
        </li>
        <li>
          <b>Reload this page</b>, or open it twice:{' '}
          {host.runsIn === 'page' ? 'it goes on from what is stored.' : 'the download does not care.'}
        </li>
        <li>
          {host.runsIn === 'page' ? (
            <>
              <b>Close this tab</b> in mid-download while another one shows the same: that one takes over from what is
              stored.
            </>
          ) : (
            <>
              <b>Kill the engine</b> in mid-download: <code>kill -9 {about?.pid ?? '…'}</code>. Another process takes
              over from what is on disk.
            </>
          )}
        </li>
        <li>
          <b>Wait</b>: the mirror’s links expire after 30 seconds, and new ones are asked for.
        </li>
      </ul>
    </aside>
  )
}
