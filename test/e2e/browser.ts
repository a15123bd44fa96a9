import { type Browser, chromium } from 'playwright'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'

/** The machine's own Chromium, without anything it would do on the network by itself. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? undefined,
    args: [
      ...chromiumArguments(),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
