import { failures } from './contract/failures.js'
import type { EngineHarness, TestRunner } from './contract/harness.js'
import { metrics } from './contract/metrics.js'
import { numbers } from './contract/numbers.js'
import { path } from './contract/path.js'
import { policies } from './contract/policies.js'
import { questions } from './contract/questions.js'
import { refusals } from './contract/refusals.js'
import { restart } from './contract/restart.js'
import { seam } from './contract/seam.js'
import { sharing } from './contract/sharing.js'
import { storage } from './contract/storage.js'
import { createSuite } from './contract/suite.js'
import { updates } from './contract/updates.js'
import { verbs } from './contract/verbs.js'

/**
 * The contract suite: what every engine is held to, wherever its bytes move. Call it in a test file of your own.
 *
 * ```ts
 * import { describe, expect, it } from 'vitest'
 * import { testEngine } from 'weightlift/testing'
 *
 * testEngine({ describe, it, expect }, 'my engine', { create: async () => … })
 * ```
 *
 * What an engine does not list in its capabilities is tested to be refused.
 */
export function testEngine(runner: TestRunner, name: string, harness: EngineHarness): void {
  runner.describe(name, () => {
    const suite = createSuite(runner, harness)
    for (const chapter of [
      seam,
      refusals,
      path,
      verbs,
      failures,
      questions,
      numbers,
      metrics,
      updates,
      restart,
      policies,
      storage,
      sharing,
    ])
      chapter(suite)
    for (const [left, why] of Object.entries(harness.except ?? {})) {
      runner.it(`is not held to "${left}": ${why}`, async () => runner.expect([...suite.names]).toContain(left))
    }
  })
}
