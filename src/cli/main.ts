#!/usr/bin/env node
import { processConsole } from './console.js'
import { runProgram } from './program.js'

// A reader that had enough (`weightlift ls | head -1`) is no reason for a crash.
process.stdout.on('error', () => undefined)
await runProgram(process.argv.slice(2), processConsole)
