/** What an engine shows before it knows anything, and what one can do that can do all. */
export const emptySnapshot = {
  revision: 0,
  link: 'connecting',
  capabilities: { commands: [], queries: [], settings: [] },
  settings: { concurrency: 1000, connections: 'auto', bytesPerSecondLimit: null, schedule: null, metered: 'ask' },
  network: { online: true, metered: false },
  storage: { persisted: null },
  yields: [],
  downloads: {},
  order: [],
  bytesPerSecond: 12_000_000,
  speedHistory: { endsAtMs: null, bytesPerSecond: [] },
}

export const COMMANDS = {
  commands: ['download', 'pause', 'resume', 'pauseAll', 'resumeAll', 'cancel', 'retry', 'remove', 'prioritize', 'move'],
  queries: [],
  settings: [],
}
