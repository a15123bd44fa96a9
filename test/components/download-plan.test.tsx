// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { DownloadPlan } from '../../src/components/download-plan/download-plan.js'
import { MODEL, show } from './show.js'

afterEach(cleanup)

it.each(['https://example.test/license', '/license.html', '//example.test/license'])(
  'links a license to its page: %s',
  async (url) => {
    await show(<DownloadPlan model={MODEL} license={{ name: 'MIT', url }} />, null)
    expect(screen.getByRole('link', { name: 'MIT' }).getAttribute('href')).toBe(url)
  },
)

it.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'https://[',
])('links a license to nothing else: %j', async (url) => {
  await show(<DownloadPlan model={MODEL} license={{ name: 'MIT', url }} />, null)
  expect(screen.getByText('MIT')).toBeTruthy()
  expect(screen.queryByRole('link')).toBeNull()
})
