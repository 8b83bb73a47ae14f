#!/usr/bin/env node
import { runPgw } from './pgw/program.js'

/** `pgw`: what the operator of a deployment does with it. */
process.exitCode = await runPgw(process.argv.slice(2))
