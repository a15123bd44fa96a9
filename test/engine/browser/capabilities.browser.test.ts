import { expect, it, onTestFinished } from 'vitest'
import recorded from '../../../docs/capabilities.json' with { type: 'json' }
import { newDirectory, openEngine, removeDirectory, untilSo } from './open-engine.js'

it('can what docs/capabilities.json says of it', async () => {
  const directory = newDirectory()
  const { engine } = openEngine({ directory })
  onTestFinished(async () => {
    await engine.close()
    await removeDirectory(directory)
  })
  await untilSo(engine, ({ link }) => link === 'open')
  expect(engine.getSnapshot().capabilities).toEqual(recorded.createBrowserEngine)
})
