import type { ComponentProps, JSX } from 'react'
import { Download, EngineProvider, ModelDownload, PauseButton } from 'weightlift'
import type { Scenario } from 'weightlift/testing'
import { CLASSES } from './classes.js'

/** A button as shadcn/ui copies one into an app. */
function Button(props: ComponentProps<'button'>): JSX.Element {
  return <button type="button" {...props} className={CLASSES.button} />
}

/** An app with Tailwind and shadcn/ui: elements of its own, a card over parts, and drop-ins with utility classes. */
export function App({ scenario: { engine, model } }: { readonly scenario: Scenario }): JSX.Element {
  return (
    <EngineProvider engine={engine}>
      <main id="own">
        <h1 className={CLASSES.title}>Models</h1>
        <h2>A heading without a class</h2>
        <p>
          <a href="#own">Without a class</a>,{' '}
          <a href="#card" className={CLASSES.link}>
            to the card
          </a>
          , <strong>strong</strong> and <code>code</code>.
        </p>
        <ul className={CLASSES.list}>
          <li>One</li>
          <li>Two</li>
        </ul>
        <ol>
          <li>Without a class</li>
        </ol>
        <button type="button">Without a class</button>
        <Button>Save</Button>
        <input className={CLASSES.input} placeholder="Name" />
        <input type="checkbox" aria-label="Yes" />
        <select aria-label="Which">
          <option>One</option>
        </select>
        <progress value={0.4} />
        <hr />
        <table className={CLASSES.table}>
          <tbody>
            <tr>
              <td>A cell</td>
            </tr>
          </tbody>
        </table>
        <dialog open>A dialog</dialog>
        <div data-status="failed" data-theme="dark" dir="rtl">
          Attributes that Weightlift knows too
        </div>
      </main>
      <Download.Root model={model} id="card" className={CLASSES.card}>
        <Download.Title className={CLASSES.cardTitle} />
        <Download.Progress className={CLASSES.bar}>
          <Download.Indicator className={CLASSES.indicator} />
        </Download.Progress>
        <Download.Bytes className={CLASSES.cardText} />
        <Download.Action render={<Button />} />
      </Download.Root>
      <div id="drop-in">
        <ModelDownload model={model} className={CLASSES.dropIn} />
      </div>
      <PauseButton model={model} id="toolbar-button" className={CLASSES.toolbarButton} />
    </EngineProvider>
  )
}
