import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { RegistryScene, registryRows, registryText } from '../../testkit/registry-loader.js'
import { describeLoad } from '../load.report.js'

describe('a load', () => {
  let scene: RegistryScene
  beforeAll(async () => {
    scene = await RegistryScene.start()
  })
  afterAll(() => scene?.stop())
  beforeEach(() => scene.reset())

  const loads = () => scene.query('select * from source_loads order by id')

  it('counts every row of the file once, where several form one record too', async () => {
    const text = registryText([
      ['b', '1'],
      ['a', '1'],
      ['b', '2'],
      ['c', 'skip'],
      ['d', 'reject'],
      ['e', '1,too many'],
    ])
    const report = await scene.load(text)
    expect(report).toMatchObject({ rowsRead: 6, inserted: 3, updated: 0, unchanged: 0, skipped: 1, rejected: 2 })
    expect(report.skippedByReason).toEqual({ NOT_FOR_US: 1 })
    expect(report.rejectedByReason).toEqual({ WRONG: 1, WRONG_COLUMN_COUNT: 1 })
    expect(await scene.known()).toMatchObject([
      { key: 'a', parts: [{ value: '1' }] },
      { key: 'b', parts: [{ value: '1' }, { value: '2' }] },
    ])
    expect(await loads()).toMatchObject([
      {
        ...{ source: 'Fictional registry', loader: 'registry', state: 'COMPLETED', scope: 'UPDATE', actor: 'SYSTEM' },
        ...{ rows_read: 6, rows_inserted: 3, rows_skipped: 1, rows_rejected: 2, rows_pending: 0, error: null },
        ...{ skipped_by_reason: { NOT_FOR_US: 1 }, file_sha256: report.fileSha256, attempt: 1 },
      },
    ])
    expect(await scene.staged()).toEqual([])
  })

  it('knows a file that was loaded before, and nothing of it that is the same leaves the database', async () => {
    const rows = registryRows(3)
    const first = await scene.load(registryText(rows))
    expect(first.sameAs).toBeNull()
    const seen: string[] = []
    scene.beforeBatch = (keys) => seen.push(...keys)
    const second = await scene.load(registryText(rows))
    expect(second).toMatchObject({ inserted: 0, updated: 0, unchanged: 3, sameAs: { loadId: first.loadId } })
    expect(describeLoad(second)).toContainEqual(expect.stringMatching(`^The same file as ${first.loadId} of `))
    expect(seen).toEqual([])
    const third = await scene.load(registryText([['k00000', 'b'], ...rows.slice(1)]))
    expect(third).toMatchObject({ updated: 1, unchanged: 2, sameAs: null })
    expect(seen).toEqual(['k00000'])
  })

  it('takes rows of a record in another order, or one row less of it, for a change', async () => {
    await scene.load('key,value\na,1\na,2\n')
    expect(await scene.load('key,value\na,2\na,1\n')).toMatchObject({ updated: 2 })
    expect(await scene.load('key,value\na,2\n')).toMatchObject({ updated: 1 })
  })

  it('only checks: says what a load would do, and leaves nothing', async () => {
    await scene.load(registryText(registryRows(30)))
    const [known, before] = [await scene.known(), await loads()]
    const next = registryText([...registryRows(28, 'b'), ['k00028', 'a'], ['new', 'a']])
    const options = { scope: 'FULL' as const, check: true }
    const checked = await scene.load(next, options)
    const expected = { rowsRead: 30, inserted: 1, updated: 28, unchanged: 1, vanished: 1 }
    expect(checked).toMatchObject({ ...expected, check: true, loadId: null })
    expect(describeLoad(checked).at(-1)).toMatch(/^Only checked/)
    expect([await scene.known(), await loads(), await scene.staged()]).toEqual([known, before, []])
    expect(await scene.load(next, { scope: 'FULL' })).toMatchObject(expected)
  })

  it('lets vanish what a full file no longer has, but not what it has in a row that is skipped or wrong', async () => {
    await scene.load(registryText(registryRows(30)))
    const rows = registryRows(30)
    const next = registryText([...rows.slice(0, 27), ['k00027', 'skip'], ['k00028', 'reject']])
    expect(await scene.load(next)).toMatchObject({ scope: 'UPDATE', vanished: 0 })
    expect(await scene.load(next, { scope: 'FULL' })).toMatchObject({ vanished: 1, unchanged: 27 })
    expect(await scene.query('select key from registry where gone')).toEqual([{ key: 'k00029' }])
    expect(await loads()).toMatchObject([{ records_vanished: 0 }, {}, { records_vanished: 1, scope: 'FULL' }])
    expect(await scene.load(registryText(rows))).toMatchObject({ updated: 1, unchanged: 29 })
  })

  it('refuses a full file that lacks too much, unless told, and goes on with it then', async () => {
    await scene.load(registryText(registryRows(30)))
    const before = await scene.known()
    const half = registryText(registryRows(15, 'b'))
    await expect(scene.load(half, { scope: 'FULL' })).rejects.toThrow(/15 of 30 known records .*50.0 %.*10.0 %/)
    expect(await scene.known()).toEqual(before)
    expect((await loads()).at(-1)).toMatchObject({ state: 'FAILED', rows_pending: 15 })
    const report = await scene.load(half, { scope: 'FULL', allowVanishing: 0.5 })
    expect(report).toMatchObject({ updated: 15, vanished: 15, resumed: true })
  })

  it('refuses a full file that is too short to be whole, also the first one, unless told', async () => {
    const text = registryText(registryRows(2))
    scene.leastWhole = 3
    await expect(scene.load(text, { scope: 'FULL' })).rejects.toThrow(/of 3 rows at least, got 2; nothing was changed/)
    expect(await scene.known()).toEqual([])
    expect(await scene.load(text, { scope: 'UPDATE' })).toMatchObject({ inserted: 2 })
    expect(await scene.load(text, { scope: 'FULL', allowVanishing: 1 })).toMatchObject({ unchanged: 2 })
    scene.leastWhole = 0
  })

  it('refuses a file that is older than the last full one, unless told', async () => {
    const text = registryText(registryRows(1))
    await scene.load(text, { scope: 'FULL' }, 'registry-2026-02-01.csv')
    const older = (options = {}) => scene.load(text, options, 'registry-2026-01-31.csv')
    await expect(older()).rejects.toThrow(/of 2026-01-31, older than .* of 2026-02-01/)
    expect(await older({ asOf: '2026-02-01' })).toMatchObject({ asOf: '2026-02-01' })
    expect(await older({ older: true })).toMatchObject({ asOf: '2026-01-31', unchanged: 1 })
    await expect(scene.load(text, { asOf: '2226-02-01' })).rejects.toThrow(/as of 2226-02-01, a day to come/)
  })

  it.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /is empty; expected a file of the fictional registry/],
    ['only a header', 'key,value\n', /has no rows, only a header/],
    ['ten columns of something else', 'a,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,0\n', /of 10 columns.*"key", "value"/],
    ['a header with a stray quote', 'key,"val"ue\na,1\n', /is no CSV header \(STRAY_QUOTE\)/],
    ['UTF-16', Buffer.from('\uFEFFkey,value\na,1\n', 'utf16le'), /is text in UTF-16/],
    ['UTF-16 without a mark', Buffer.from('key,value\na,1\n', 'utf16le'), /binary, or text in UTF-16/],
    ['bytes', Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 7) % 256)), /is binary/],
    ['a ZIP archive', 'PK\x03\x04....', /is a ZIP archive/],
    ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0]), /is a gzip archive/],
    ['rows that are all wrong', 'key,value\na;1\nb;2\n', /None of the 2 rows .*WRONG_COLUMN_COUNT.*; expected a file/],
    ['a file that ends within a row', 'key,value\na,1\nb', /ends in the middle of the row of line 3: it was cut off/],
    ['a file that ends within quotes', 'key,value\na,1\nb,"2', /ends in the middle of the row of line 3/],
  ])('refuses %s and changes nothing', async (_, content, message) => {
    await expect(scene.load(content)).rejects.toThrow(message)
    expect([await scene.known(), await scene.staged()]).toEqual([[], []])
    const states = (await loads()).map(({ state, rows_read }) => ({ state, rows_read }))
    expect([[], [{ state: 'FAILED', rows_read: 0 }]]).toContainEqual(states)
  })

  it('refuses a missing file, a folder, and a reject file that cannot be written', async () => {
    await expect(scene.loadFile(path.join(scene.folder, 'missing.csv'))).rejects.toThrow(/There is no file/)
    await expect(scene.loadFile(scene.folder)).rejects.toThrow(/is a folder; expected a file of the fictional/)
    const rejectsFile = path.join(scene.folder, 'folder')
    await mkdir(rejectsFile)
    await expect(scene.load('key,value\na,1\n', { rejectsFile })).rejects.toThrow(/is a folder/)
    expect(await loads()).toEqual([])
  })

  it('rejects what PostgreSQL cannot keep, and loads the rest', async () => {
    const rows = `key,value\n${'k'.repeat(501)},1\na,1\nb,"x\\u0000"\n`
    expect(await scene.load(rows)).toMatchObject({ inserted: 2, rejectedByReason: { KEY_TOO_LONG: 1 } })
    const file = path.join(scene.folder, 'odd.csv')
    await writeFile(file, 'key,value\n"t\tab\\\nline",1\n')
    expect(await scene.loadFile(file)).toMatchObject({ inserted: 1 })
    expect(await scene.query(`select key from registry where key like 't%'`)).toEqual([{ key: 't\tab\\\nline' }])
  })
})
