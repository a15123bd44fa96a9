import { describe, expect, it } from 'vitest'
import { connectOllamaEngine } from '../../src/engine/ollama/index.js'
import { testEngine } from '../../src/engine/testing/index.js'
import { startFakeOllama } from './fake-ollama.js'
import { createMemoryStore } from './memory-store.js'
import type { ModelSite } from './model-site.js'
import { createRealSubject } from './real-subject.js'

const FOUND = 'what came before the first count cannot be told from what was found on the disk'

const PARTIAL = 'Ollama goes on from what is here, but tells of no byte of a model that is not complete'

// Side by side: most of the time they wait for bytes.
testEngine({ describe, it: it.concurrent, expect }, 'the engine over Ollama', {
  except: {
    'waits and tries again on captive-portal': 'Ollama does not show what kind of page came',
    'waits and tries again on size-mismatch or network':
      'Ollama itself asks for the rest of a body that ended too soon',
    'completes a model of which nothing is known but its URL, and says that nothing proved it':
      "Ollama proves each layer by its registry's digest, also where the app names none",
    'puts every file of a model at its place, under one total and one progress':
      'one name is one model, not several files',
    'runs as many at once as it may, the next by priority and then by order': 'it uses a model of several files',
    'cancels and keeps the partial when told to, and goes on from it when asked again': PARTIAL,
    'tell how much of a model is here, whatever its state': PARTIAL,
    'list what is on disk, complete or not': PARTIAL,
    'tell what earlier starts have fetched': PARTIAL,
    'account for the bytes that came and for the connections that brought them': FOUND,
    'leaves paused what was paused, and knows what is complete': PARTIAL,
  },
  create: async (options) => {
    const store = createMemoryStore()
    let fake: Awaited<ReturnType<typeof startFakeOllama>> | null = null
    const subject = await createRealSubject(async (_, site) => {
      fake ??= await startFakeOllama(digestsOf(site))
      const engine = connectOllamaEngine({ ...options, url: fake.url, store })
      return { engine, close: () => engine.close() }
    })
    const { dispose } = subject
    return Object.defineProperty(subject, 'dispose', {
      value: async () => {
        await dispose()
        await fake?.close()
      },
    })
  },
})

/** What the registry's manifests say, which is not what the app says of each model. */
function digestsOf({ models }: ModelSite): ReadonlyMap<string, string> {
  const { small, other, large, badSize, mendable, page, short, versions } = models
  const known = [small, other, large, badSize, mendable, page, short, versions.first, versions.second]
  return new Map(
    known.flatMap((model) => ('sha256' in model && 'url' in model ? [[model.url, model.sha256]] : [])) as [
      string,
      string,
    ][],
  )
}
