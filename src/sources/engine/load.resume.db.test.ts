import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { RegistryScene, registryRows, registryText } from '../../testkit/registry-loader.js'
import type { LoadOptions, LoadProgress } from './load.options.js'

/** Three batches. */
const ROWS = 4500
const TEXT = registryText([...registryRows(ROWS), ['skipped', 'skip'], ['k00007', 'b'], ['wrong', 'reject']])
const COUNTS = { rowsRead: ROWS + 3, inserted: ROWS + 1, updated: 0, unchanged: 0, skipped: 1, rejected: 1 }

describe('a load that ends before its end', () => {
  let scene: RegistryScene
  let applied: string[]
  beforeAll(async () => {
    scene = await RegistryScene.start()
  })
  afterAll(() => scene?.stop())
  beforeEach(async () => {
    await scene.reset()
    applied = []
    scene.beforeBatch = (keys) => applied.push(...keys)
  })

  const loads = () => scene.query('select * from source_loads order by id')
  /** What a stop at that point of the load needs. */
  const stoppedAt = (at: (progress: LoadProgress) => boolean): Partial<LoadOptions> => {
    const stop = new AbortController()
    return { stopping: stop.signal, onProgress: (progress) => at(progress) && stop.abort() }
  }
  const failAt = (batch: number) => {
    let batches = 0
    scene.beforeBatch = (keys) => {
      if (++batches === batch) throw new Error('the power went out')
      applied.push(...keys)
    }
  }

  it.each([1, 2, 3])('goes on with batch %i, and counts all of the file', async (batch) => {
    failAt(batch)
    await expect(scene.load(TEXT)).rejects.toThrow('the power went out')
    const [failed] = await loads()
    const done = (batch - 1) * 2000
    // The second row of a record counts with it.
    const rows = done === 0 ? 0 : done + 1
    expect(failed).toMatchObject({ state: 'FAILED', rows_inserted: rows, rows_pending: ROWS + 1 - rows })
    expect(await scene.known()).toHaveLength(done)

    scene.beforeBatch = (keys) => applied.push(...keys)
    const report = await scene.load(TEXT)
    expect(report).toMatchObject({ ...COUNTS, resumed: true, loadId: failed?.['id'], encoding: null })
    expect(applied).toHaveLength(ROWS)
    expect(new Set(applied).size).toBe(ROWS)
    expect(await loads()).toMatchObject([{ state: 'COMPLETED', attempt: 2, rows_pending: 0, error: null }])
    expect(await scene.staged()).toEqual([])
    expect(await scene.load(TEXT)).toMatchObject({ resumed: false, inserted: 0, unchanged: ROWS + 1 })
  })

  it('applies nothing twice, even where the target cannot tell what it knows', async () => {
    const target = scene.loader.target as { knownDigests?: string }
    const { knownDigests = '' } = target
    delete target.knownDigests
    failAt(2)
    await expect(scene.load(TEXT)).rejects.toThrow()
    scene.beforeBatch = (keys) => applied.push(...keys)
    expect(await scene.load(TEXT)).toMatchObject({ ...COUNTS, resumed: true })
    expect(applied).toHaveLength(ROWS)
    target.knownDigests = knownDigests
  })

  it('reads the file again if what it had staged is gone, as after a crash of the server', async () => {
    failAt(2)
    await expect(scene.load(TEXT)).rejects.toThrow()
    const [table] = await scene.query(`select relname from pg_class where relname like 'load%rows'`)
    await scene.query(`truncate staging.${table?.['relname']}`)
    scene.beforeBatch = (keys) => applied.push(...keys)
    expect(await scene.load(TEXT)).toMatchObject({ ...COUNTS, resumed: true, encoding: 'ASCII' })
    expect(applied).toHaveLength(ROWS)
  })

  it('is found by the next one though its process was killed and could say nothing', async () => {
    failAt(3)
    await expect(scene.load(TEXT)).rejects.toThrow()
    await scene.query(`update source_loads set state = 'RUNNING', finished_at = null, error = null`)
    scene.beforeBatch = (keys) => applied.push(...keys)
    expect(await scene.load(TEXT)).toMatchObject({ ...COUNTS, resumed: true })
    expect(applied).toHaveLength(ROWS)
  })

  it.each<[string, (progress: LoadProgress) => boolean, { pending: number; staged: number }]>([
    ['while it reads', ({ phase }) => phase === 'READING', { pending: 0, staged: 0 }],
    ['while it compares', ({ phase }) => phase === 'COMPARING', { pending: ROWS + 1, staged: 2 }],
    ['after a batch', ({ phase, done }) => phase === 'APPLYING' && done > 0, { pending: 2500, staged: 2 }],
  ])('stops on request %s', async (_, at, left) => {
    await expect(scene.load(TEXT, stoppedAt(at))).rejects.toThrow(/^Stopped/)
    expect(await loads()).toMatchObject([{ state: 'INTERRUPTED', rows_pending: left.pending }])
    expect(await scene.staged()).toHaveLength(left.staged)
    expect(await scene.load(TEXT)).toMatchObject({ ...COUNTS, resumed: left.staged > 0 })
    expect(await scene.known()).toHaveLength(ROWS)
  })

  it('goes on with what vanishes, and with what follows from the whole', async () => {
    await scene.load(registryText(registryRows(ROWS)))
    const fewer = registryText(registryRows(10))
    const full = { scope: 'FULL' as const, allowVanishing: 1 }
    let calls = 0
    scene.beforeVanishing = () => {
      if (++calls === 2) throw new Error('the power went out')
    }
    await expect(scene.load(fewer, full)).rejects.toThrow('the power went out')
    expect((await loads()).at(-1)).toMatchObject({ state: 'FAILED', records_vanished: 2000, rows_pending: 0 })
    scene.beforeVanishing = () => undefined
    scene.beforeFinish = () => {
      throw new Error('the power went out again')
    }
    await expect(scene.load(fewer, full)).rejects.toThrow('again')
    expect((await loads()).at(-1)).toMatchObject({ state: 'FAILED', records_vanished: ROWS - 10 })
    scene.beforeFinish = () => undefined
    const report = await scene.load(fewer, full)
    expect(report).toMatchObject({ unchanged: 10, vanished: ROWS - 10, resumed: true })
    expect((await loads()).at(-1)).toMatchObject({ state: 'COMPLETED', attempt: 3 })
  })

  it.each(['vanishing', 'finish'] as const)(
    'takes nothing for gone when the server crashes before the %s',
    async (at) => {
      await scene.load(registryText(registryRows(30)))
      const crash = async () => {
        // What a crash does: it ends every session, and empties what is not logged.
        await scene.query(`select pg_terminate_backend(pid) from pg_stat_activity where query like '%staging.load%'
        and datname = current_database() and pid <> pg_backend_pid()`)
        const tables = (await scene.staged()).map(({ relname }) => `staging.${relname}`)
        await scene.query(`truncate ${tables.join(', ')}`)
      }
      if (at === 'finish') scene.beforeFinish = crash
      else scene.beforeVanishing = crash
      const full = registryText(registryRows(29))
      await expect(scene.load(full, { scope: 'FULL' })).rejects.toThrow()
      const gone = await scene.query('select key from registry where gone')
      expect(gone).toHaveLength(at === 'finish' ? 1 : 0)
      scene.beforeVanishing = scene.beforeFinish = () => undefined
      expect(await scene.load(full, { scope: 'FULL' })).toMatchObject({ resumed: true, unchanged: 29, vanished: 1 })
      expect(await scene.query('select key from registry where gone')).toEqual([{ key: 'k00029' }])
    },
  )

  it('is not disturbed by a check, and its rejected rows are listed though its process was killed', async () => {
    scene.beforeBatch = async () => {
      expect(await readFile(path.join(scene.folder, 'rejects.csv'), 'utf8')).toMatch(
        /^line,reason.*\n\d+,WRONG,wrong,\n$/,
      )
      throw new Error('the power went out')
    }
    await expect(scene.load(TEXT)).rejects.toThrow()
    const left = [await loads(), await scene.staged()]
    expect(left[1]).toHaveLength(2)
    scene.beforeBatch = () => undefined
    expect(await scene.load(TEXT, { check: true })).toMatchObject({ ...COUNTS, resumed: false, check: true })
    expect([await loads(), await scene.staged()]).toEqual(left)
    expect(await scene.load(TEXT)).toMatchObject({ ...COUNTS, resumed: true, encoding: null })
  })

  it('is left alone by another file, and not gone on with after it: that may have changed what was done', async () => {
    failAt(2)
    await expect(scene.load(TEXT)).rejects.toThrow()
    scene.beforeBatch = () => undefined
    expect(await scene.load(registryText([['k00000', 'z']]))).toMatchObject({ resumed: false, updated: 1 })
    expect(await scene.staged()).toEqual([])
    expect(await scene.load(TEXT)).toMatchObject({ resumed: false, updated: 1, unchanged: 2000, inserted: ROWS - 2000 })
  })

  it('keeps a second process from loading the source at once, and a third from going on with it later', async () => {
    const second: unknown[] = []
    scene.beforeBatch = async () => {
      second.push(await scene.load(TEXT).catch((error: Error) => error.message))
      // As another process does that finds the lock free because this one has lost its connection.
      await scene.query('update source_loads set attempt = attempt + 1')
    }
    await expect(scene.load(TEXT)).rejects.toThrow(/Another process has taken over/)
    expect(second).toEqual(['Another load of Fictional registry is running; try again when it has ended.'])
    expect(await scene.known()).toEqual([])
    expect(await loads()).toMatchObject([{ state: 'RUNNING', attempt: 2 }])
  })

  it('does not believe a target that cannot count', async () => {
    const { target } = scene.loader
    const apply = target.apply
    target.apply = async (tx, records, load) => ({ ...(await apply.call(target, tx, records, load)), inserted: 1 })
    await expect(scene.load(TEXT)).rejects.toThrow(/what became of each of 2001 rows of a batch, not of 1/)
    target.apply = apply
    expect(await loads()).toMatchObject([{ state: 'FAILED', error: 'Unexpected error.' }])
    expect(await scene.known()).toEqual([])
  })
})
