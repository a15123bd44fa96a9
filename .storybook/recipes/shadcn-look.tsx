import type { ComponentProps, JSX } from 'react'
import { Download, ModelDownload } from 'weightlift'
import './shadcn-look.css'

/** A button as shadcn/ui copies one into an app. */
function Button(props: ComponentProps<'button'>): JSX.Element {
  return <button type="button" {...props} className="btn-outline" />
}

/** The drop-in in the app's tokens, a utility class on it that wins, and a row of the app's own buttons through `render`. */
export function Models({ model }: { model: { readonly id: string; readonly name?: string } }): JSX.Element {
  return (
    <div className="shadcn max-w-md space-y-4">
      <ModelDownload model={model} className="rounded-md shadow-lg" />
      <Download.Root model={model} className="flex items-center gap-3 border rounded-md p-4 text-sm">
        <Download.Title className="flex-1" />
        <Download.Percent />
        <Download.Action render={<Button />} />
      </Download.Root>
    </div>
  )
}
