import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { from } from 'pg-copy-streams'

const run = promisify(execFile)

const TABLE = 'all_text'

/** Rows of 330 texts, in a table like any other. */
async function createTable(client: pg.Client, columns: number): Promise<void> {
  const list = Array.from({ length: columns }, (_, i) => `c${i + 1} text`).join(', ')
  await client.query(`drop table if exists ${TABLE}; create table ${TABLE} (${list})`)
}

/** By what the limit is measured: `psql` if it is there, else the same COPY through Node.js. */
export async function copyTool(): Promise<'psql' | 'pg-copy-streams'> {
  return await run('psql', ['--version']).then(
    () => 'psql' as const,
    () => 'pg-copy-streams' as const,
  )
}

/** Seconds that PostgreSQL's own COPY takes for the whole file into a table of texts: the limit of what a load can do. */
export async function measureCopy(url: string, file: string, columns: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await createTable(client, columns)
    const copy = `${TABLE} from stdin with (format csv, header)`
    const tool = await copyTool()
    const start = performance.now()
    if (tool === 'psql') {
      await run('psql', [url, '-v', 'ON_ERROR_STOP=1', '-q', '-c', `\\copy ${copy.replace('stdin', `'${file}'`)}`])
    } else {
      await pipeline(createReadStream(file, { highWaterMark: 1_048_576 }), client.query(from(`copy ${copy}`)))
    }
    const seconds = (performance.now() - start) / 1000
    await client.query(`drop table ${TABLE}; checkpoint`)
    return seconds
  } finally {
    await client.end()
  }
}

/** In millions of bytes. */
export async function sizeOf(file: string): Promise<number> {
  return (await stat(file)).size / 1e6
}
