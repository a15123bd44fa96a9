import { describe, expect, it } from 'vitest'
import { testEngine } from '../../src/engine/testing/index.js'
import { createSimulatedHarness } from './simulated-harness.js'

testEngine({ describe, it, expect }, 'the simulated engine', createSimulatedHarness())
