import { execFile } from 'node:child_process'
import { appendFile, chmod, chown, mkdir, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { startEmbeddedServer } from '../../src/db/embedded-server.js'

/** What is not part of a base backup: who runs on the data, and the log, which the archive has. */
const NOT_COPIED = ['postmaster.pid', 'postmaster.opts']

/** Copies with owners and modes, which PostgreSQL asks of its data. */
async function copyTree(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to])
}

/** PostgreSQL renames and removes such files when it has read them. */
async function writeAsOwner(file: string, text: string): Promise<void> {
  const { uid, gid } = await stat(path.dirname(file))
  await writeFile(file, text, { mode: 0o600 })
  await chown(file, uid, gid)
}

/** A PostgreSQL server in a folder of its own, whose log goes into an archive. */
export class RehearsalServer {
  private constructor(
    readonly url: string,
    private readonly home: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** A new one, which archives every piece of its log before it writes over it. */
  static async start(folder: string, archive: string): Promise<RehearsalServer> {
    const empty = await startEmbeddedServer({ dataDirectory: folder })
    await empty.stop()
    const home = await realpath(folder)
    const data = path.join(home, 'cluster', 'data')
    await mkdir(archive)
    const { uid, gid } = await stat(data)
    await chown(archive, uid, gid)
    await appendFile(
      path.join(data, 'postgresql.auto.conf'),
      `archive_mode = on\narchive_command = 'test ! -f "${archive}/%f" && cp "%p" "${archive}/%f"'\n`,
    )
    return await RehearsalServer.#run(folder, home)
  }

  /** One that begins with the base backup and replays the archive up to the moment; resolves when it takes writes. */
  static async restore(folder: string, base: string, archive: string, moment: string): Promise<RehearsalServer> {
    await copyTree(base, folder)
    await chmod(folder, 0o711)
    const data = path.join(folder, 'cluster', 'data')
    await appendFile(
      path.join(data, 'postgresql.auto.conf'),
      `archive_mode = off\nrestore_command = 'cp "${archive}/%f" "%p"'\n` +
        `recovery_target_time = '${moment}'\nrecovery_target_action = 'promote'\n`,
    )
    await writeAsOwner(path.join(data, 'recovery.signal'), '')
    const server = await RehearsalServer.#run(folder, folder)
    await server.session(async (client) => {
      const until = performance.now() + 60_000
      for (;;) {
        const { rows } = await client.query<{ busy: boolean }>('select pg_is_in_recovery() as busy')
        if (rows[0]?.busy === false) return
        if (performance.now() > until) throw new Error('expected the restored server to take writes within 60 s')
        await client.query('select pg_sleep(0.05)')
      }
    })
    return server
  }

  static async #run(folder: string, home: string): Promise<RehearsalServer> {
    const server = await startEmbeddedServer({ dataDirectory: folder })
    await server.createDatabaseIfMissing('postgres')
    return new RehearsalServer(server.url('postgres'), home, () => server.stop())
  }

  /** Copies the data while the server goes on, as `pg_basebackup` does. */
  async backUp(base: string): Promise<void> {
    await this.session(async (client) => {
      await client.query(`select pg_backup_start('rehearsal', true)`)
      await copyTree(this.home, base)
      const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()')
      const data = path.join(base, 'cluster', 'data')
      for (const name of NOT_COPIED) await rm(path.join(data, name), { force: true })
      const log = path.join(data, 'pg_wal')
      for (const name of await readdir(log)) {
        if (/^[0-9A-F]{24}/.test(name)) await rm(path.join(log, name), { recursive: true })
      }
      await writeAsOwner(path.join(data, 'backup_label'), rows[0]?.labelfile ?? '')
    })
  }

  /** The moment, by the server's clock. */
  async now(): Promise<string> {
    return await this.session(async (client) => {
      const { rows } = await client.query<{ now: string }>('select clock_timestamp()::text as now')
      return rows[0]?.now ?? ''
    })
  }

  /** Waits until all that was written so far is in the archive. */
  async archiveAll(): Promise<void> {
    await this.session(async (client) => {
      const { rows } = await client.query<{ name: string }>(
        'select pg_walfile_name(pg_current_wal_lsn()) as name, pg_switch_wal()',
      )
      const until = performance.now() + 30_000
      for (;;) {
        const { rows: done } = await client.query<{ done: boolean }>(
          'select coalesce(last_archived_wal >= $1, false) as done from pg_stat_archiver',
          [rows[0]?.name],
        )
        if (done[0]?.done === true) return
        if (performance.now() > until) throw new Error('expected the log to be archived within 30 s')
        await client.query('select pg_sleep(0.05)')
      }
    })
  }

  async session<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const client = new pg.Client({ connectionString: this.url })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  stop(): Promise<void> {
    return this.end()
  }
}
