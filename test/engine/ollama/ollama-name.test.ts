import { expect, it } from 'vitest'
import { parseModel } from '../../../src/engine/core/parse-model.js'
import { isSameName, pageName } from '../../../src/engine/ollama/ollama-name.js'

it.each([
  ['https://ollama.com/library/llama3.2:1b', 'llama3.2:1b'],
  ['https://www.ollama.com/someone/model', 'someone/model'],
  ['https://hf.co/Org/Model-GGUF:Q4_K_M', 'hf.co/Org/Model-GGUF:Q4_K_M'],
])('calls %s by the name that Ollama takes', (url, name) => {
  expect(pageName(parseModel({ id: 'm', url }))).toBe(name)
})

it.each([
  ['llama3.2', 'llama3.2:latest', true],
  ['registry.ollama.ai/library/Llama3.2:1B', 'llama3.2:1b', true],
  ['library/llama3.2', 'llama3.2:latest', true],
  ['hf.co/Org/Model:Q4_K_M', 'hf.co/org/model:q4_k_m', true],
  ['localhost:5000/me/model', 'localhost:5000/me/model:latest', true],
  ['llama3.2:1b', 'llama3.2:3b', false],
  ['someone/llama3.2', 'llama3.2', false],
])('takes %s and %s for one model: %s', (one, other, isSame) => {
  expect(isSameName(one, other)).toBe(isSame)
})
