#!/usr/bin/env node
import { processConsole } from './console.js'
import { runProgram } from './program.js'
import { watchOutput } from './watch-output.js'

watchOutput(processConsole)
await runProgram(process.argv.slice(2), processConsole)
