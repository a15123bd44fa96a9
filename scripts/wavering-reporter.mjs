/** Names the tests of a run that passed only when they were tried again, with why they did not at first. */
class WaveringReporter {
  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    for (const test of tests.filter((one) => one.diagnostic()?.flaky)) {
      const reason = test.result().errors?.[0]?.message.split('\n')[0] ?? ''
      console.log(`Failed first and passed when tried again: ${test.fullName}\n  ${reason}`)
    }
  }
}

// biome-ignore lint/style/noDefaultExport: Vitest takes the default export of a reporter's file.
export default WaveringReporter
