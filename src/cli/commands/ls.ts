import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Storage, StoredModel } from '../../engine/core/command.js'
import { formatBytes, formatPercent } from '../../engine/core/format.js'
import { formatDuration } from '../../engine/core/format-time.js'
import type { EngineSnapshot } from '../../engine/core/snapshot.js'
import { type Console, say } from '../console.js'
import { type PlaceOptions, withPlace } from '../engine-options.js'
import { withEngine } from '../open-engine.js'

interface ListOptions extends PlaceOptions {
  readonly json?: boolean
}

/** `ls`: what is in the directory. */
export function addList(program: Command, console: Console): void {
  const command = program
    .command('ls')
    .description('list models, and what is here of those that are not complete')
    .option('--json', 'as JSON, with every byte and path')
  withPlace(command).action(async (options: ListOptions) => {
    // To look is no reason to make a folder.
    if (!existsSync(options.dir)) return showNothing(options)
    await withEngine(options, async ({ client, engine }) => {
      const storage = await client.storage()
      if (options.json === true) return say(console.out, JSON.stringify(asJson(storage, engine.getSnapshot()), null, 2))
      const lines = asTable(storage, engine.getSnapshot())
      for (const line of lines) say(console.out, line)
      if (lines.length === 0) sayNothing(options)
    })
  })

  function showNothing(options: ListOptions): void {
    const empty: Storage = { models: [], orphans: [], freeBytes: null }
    if (options.json === true) return say(console.out, JSON.stringify(empty, null, 2))
    sayNothing(options)
  }

  function sayNothing({ dir }: ListOptions): void {
    say(console.err, `There is no model in ${dir}. Another place is named by --dir.`)
  }

  function asJson(storage: Storage, { downloads }: EngineSnapshot): unknown {
    const models = storage.models.map((model) => ({
      ...model,
      status: statusOf(model, downloads),
      unverified: downloads[model.id]?.unverified ?? false,
    }))
    return { ...storage, models }
  }
}

function asTable({ models, orphans }: Storage, { downloads }: EngineSnapshot): readonly string[] {
  if (models.length === 0 && orphans.length === 0) return []
  const rows = models.map((model) => [model.id, wordsFor(model, downloads), sizeOf(model), ageOf(model.modifiedAtMs)])
  for (const { path, kind, bytes, modifiedAtMs } of orphans) {
    rows.push([path, kind === 'leftover' ? 'leftover' : 'not ours', formatBytes(bytes), ageOf(modifiedAtMs)])
  }
  const all = [['MODEL', 'STATUS', 'SIZE', 'CHANGED'], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] as string).length)))
  return all.map((row) => row.map((cell, at) => (at < 3 ? cell.padEnd(widths[at] as number) : cell)).join('  '))
}

function statusOf({ id, kind }: StoredModel, downloads: EngineSnapshot['downloads']): string {
  if (kind === 'model') return 'complete'
  const status = downloads[id]?.status
  return status === 'failed' || status === 'paused' || status === 'cancelled' ? status : 'partial'
}

function wordsFor(model: StoredModel, downloads: EngineSnapshot['downloads']): string {
  const status = statusOf(model, downloads)
  return status === 'complete' && downloads[model.id]?.unverified === true ? 'complete, unverified' : status
}

function sizeOf({ kind, bytes, totalBytes }: StoredModel): string {
  if (kind === 'model' || totalBytes === null) return formatBytes(bytes)
  return `${formatBytes(bytes)} of ${formatBytes(totalBytes)} (${formatPercent(totalBytes === 0 ? 0 : bytes / totalBytes)})`
}

function ageOf(atMs: number | null): string {
  return atMs === null ? '-' : `${formatDuration(Math.max(1000, Date.now() - atMs))} ago`
}
