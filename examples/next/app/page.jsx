import { MODEL, token } from './host.js'
import { Model } from './model.jsx'

// The token is made when the server starts: a page that was built before could not know it.
export const dynamic = 'force-dynamic'

export default function Page() {
  return (
    <main>
      <h1>A model</h1>
      <Model token={token()} model={{ id: MODEL.id, name: MODEL.name }} />
    </main>
  )
}
