import { rm } from 'node:fs/promises'
import { EMBEDDED_DATA_DIRECTORY, STATE_DIRECTORY } from '../src/db/database-server.js'
import { removeEmbeddedServer } from '../src/db/embedded-server.js'

/** Empties ./var: stops the embedded server, whoever uses it, and deletes its data and all other kept state. */
await removeEmbeddedServer(EMBEDDED_DATA_DIRECTORY)
await rm(STATE_DIRECTORY, { recursive: true, force: true })
console.log(`${STATE_DIRECTORY} is empty; the next start begins anew`)
