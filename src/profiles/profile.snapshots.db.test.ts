import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { MONITORED_SECTIONS } from '../clinicians/directory.changes.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { runLoad } from '../sources/engine/load.run.js'
import type { LoadScope } from '../sources/engine/source.loader.js'
import { publisherLoader } from '../sources/publisher/publisher.loader.js'
import type { FileSection } from '../sources/publisher/publisher.sections.js'
import { DirectoryScene } from '../testkit/directory-scene.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { changesOf, type SectionDifference } from './changes/profile.changes.js'
import type { ProfileContent } from './profile.content.js'
import { takeSnapshots } from './profile.snapshots.js'

const NPI = fictionalNpi(71)
const BOARD = 'Invented Medical Board'
type Row = Readonly<Record<string, unknown>>

const IDENTITY: Row = { section: 'IDENTITY', kind: 'PHYSICIAN', first: 'Testa', last: 'Fictional', credential: 'MD' }
const license = (number: string, more: Row = {}): Row => ({
  ...{ section: 'LICENSES', jurisdiction: 'IA', number, status: 'Active', expiresOn: '2027-06' },
  ...more,
})
const CAREER: readonly Row[] = [
  IDENTITY,
  license('MD-1', { lastReportedOn: '2026-06-01' }),
  license('MD-2'),
  { section: 'EDUCATION', school: 'Imaginary University', degree: 'MD', degreeOn: '1999' },
  { section: 'TRAINING', institution: 'Mock General', type: 'Residency', status: 'ACTIVE', startedOn: '2024-07-01' },
  { section: 'BOARD_CERTIFICATIONS', board: 'Invented Board', certificate: 'Internal Medicine', status: 'Certified' },
  { section: 'DEA', number: 'AB1234563', schedules: ['2', '3'], expiresOn: '2027' },
]

describe('the snapshot of what is known', () => {
  let scene: DirectoryScene
  let folder: string
  let clinicianId: string
  let now = new Date('2026-09-01T00:00:00Z')

  beforeAll(async () => {
    scene = await DirectoryScene.begin()
    folder = await mkdtemp(path.join(tmpdir(), 'snapshots-'))
    await load(CAREER)
    const [clinician] = await scene.query('select id from clinicians where npi = $1', [NPI])
    clinicianId = String(clinician?.['id'])
  })
  afterAll(async () => {
    await scene?.end()
    await rm(folder, { recursive: true, force: true })
  })

  interface Loading {
    section?: FileSection
    scope?: LoadScope
    asOf?: string
    covers?: boolean
  }
  /** Loads a file of the board, an hour after the last one. */
  async function load(rows: readonly Row[], { section, scope = 'UPDATE', asOf, covers = false }: Loading = {}) {
    now = new Date(now.getTime() + 3_600_000)
    const file = path.join(folder, 'board.jsonl')
    await writeFile(file, rows.map((row) => `${JSON.stringify({ npi: NPI, ...row })}\n`).join(''))
    const loader = publisherLoader({ source: BOARD, mode: 'TEST', section: section ?? null, covers })
    const to = { file, rejectsFile: path.join(folder, 'rejects.csv'), actor: 'OPERATOR', allowVanishing: 1 } as const
    const report = await runLoad(scene.database, { now: () => now }, loader, { ...to, scope, ...(asOf && { asOf }) })
    expect(report.rejected).toBe(0)
  }

  const clock = { now: () => now }
  async function snapshot(): Promise<{ id: string; number: number; content: ProfileContent; sha256: string }> {
    const subject = { id: clinicianId, kind: 'PHYSICIAN' } as const
    const ids = await scene.database.transaction((tx) => takeSnapshots(tx, clock, 'TEST', [subject]))
    const [row] = await scene.query(
      'select id, number, content, content_sha256 as sha256 from profile_snapshots where id = $1',
      [ids.get(clinicianId)],
    )
    const { id, number, content, sha256 } = row as Record<'id' | 'content' | 'sha256', string> & { number: number }
    expect(sha256).toBe(sha256Hex(content))
    expect(content).toBe(canonicalJson(JSON.parse(content)))
    return { id, number: Number(number), content: JSON.parse(content) as ProfileContent, sha256 }
  }
  const differences = async (work: () => Promise<void>): Promise<SectionDifference[]> => {
    const before = await snapshot()
    await work()
    const after = await snapshot()
    expect(after.number).toBeGreaterThan(before.number)
    return changesOf(before.content.sections, after.content.sections)
  }

  test('is the same one when sources are loaded again and say the same: when that was is no part of it', async () => {
    const { id } = await snapshot()
    await load(CAREER)
    await load([...CAREER].reverse())
    await load(CAREER, { scope: 'FULL' })
    await load(
      CAREER.filter(({ section }) => section === 'LICENSES'),
      { section: 'LICENSES', scope: 'FULL' },
    )
    expect((await snapshot()).id).toBe(id)
  })

  test('is the same one in whatever order the database has the facts', async () => {
    const { id } = await snapshot()
    const columns =
      'clinician_id, section, source, fact_key, position, value, last_reported_on, retrieved_at, no_longer_reported_at'
    for (const order of ['value::text desc', 'fact_key', 'section desc, position desc', 'random()', 'random()']) {
      await scene.database.transaction(async (tx) => {
        await tx.client.query(`create temp table shuffled on commit drop as select ${columns} from clinician_facts`)
        await tx.client.query('delete from clinician_facts')
        await tx.client.query(
          `insert into clinician_facts (${columns}) select ${columns} from shuffled order by ${order}`,
        )
      })
      expect((await snapshot()).id).toBe(id)
    }
  })

  test('is one, of two that are taken at once', async () => {
    await load([{ section: 'MEMBERSHIP', status: 'Member' }])
    const taken = await Promise.all([snapshot(), snapshot(), snapshot()])
    expect(new Set(taken.map(({ id }) => id)).size).toBe(1)
  })

  test('is another when a source reports the same on a later day, and no field has changed then', async () => {
    const found = await differences(() => load([license('MD-1', { lastReportedOn: '2026-07-02' })]))
    expect(found).toMatchObject([{ section: 'LICENSES', added: [], removed: [], changed: [], silence: [] }])
    expect(found[0]?.onlyReverified).toHaveLength(1)
  })

  test('is another when a source that has nothing was asked on a later day, and the same when on the same day', async () => {
    const action = { section: 'SANCTIONS', kind: 'STATE_BOARD', authority: 'Invented board', action: 'Reprimand' }
    const ofSomebodyElse = { ...action, npi: fictionalNpi(72) }
    const ask = (asOf: string) => load([ofSomebodyElse], { section: 'SANCTIONS', scope: 'FULL', covers: true, asOf })
    expect(await differences(() => ask('2026-07-03'))).toMatchObject([
      { section: 'SANCTIONS', silence: [{ source: BOARD, before: null, after: '2026-07-03' }] },
    ])
    const { id } = await snapshot()
    await ask('2026-07-03')
    expect((await snapshot()).id).toBe(id)
    expect(await differences(() => ask('2026-08-03'))).toMatchObject([
      { added: [], removed: [], changed: [], silence: [{ before: '2026-07-03', after: '2026-08-03' }] },
    ])
  })

  // What monitoring will read and what `changesSince` answers must be one story.
  test('differs from the one before by what the directory has written down of its changes', async () => {
    const before = await snapshot()
    const [{ last }] = (await scene.query('select coalesce(max(id), 0) as last from clinician_changes')) as [
      { last: number },
    ]
    await load([
      license('MD-1', { status: 'Inactive', issuedOn: '2001', expiresOn: null }),
      { section: 'LICENSES', jurisdiction: 'IA', number: 'MD-2', removed: true },
      license('MD-3'),
      { ...CAREER[4], status: 'COMPLETED', endedOn: '2026-06' },
      { ...CAREER[6], schedules: ['2'] },
      { section: 'SANCTIONS', kind: 'STATE_BOARD', authority: 'Invented board', action: 'Reprimand', actionOn: '2026' },
      { section: 'MEMBERSHIP', status: 'Former member' },
    ])
    const recorded = await scene.query(
      `select section, kind, field, before, after from clinician_changes where clinician_id = $1 and id > $2`,
      [clinicianId, last],
    )
    const told = changesOf(before.content.sections, (await snapshot()).content.sections)
      .filter(({ section }) => (MONITORED_SECTIONS as readonly string[]).includes(section))
      .flatMap(({ section, added, removed, changed }) => [
        ...added.map(({ value }) => ({ section, kind: 'ADDED', field: null, before: null, after: value })),
        ...removed.map(({ value }) => ({ section, kind: 'REMOVED', field: null, before: value, after: null })),
        ...changed.flatMap((pair) =>
          pair.fields.map((field) => {
            const part = ({ value }: { value: object }) => new Map<string, unknown>(Object.entries(value)).get(field)
            return {
              section,
              kind: 'CHANGED',
              field,
              before: part(pair.before) ?? null,
              after: part(pair.after) ?? null,
            }
          }),
        ),
      ])
    const sorted = (list: readonly object[]) => list.map((one) => canonicalJson(one)).sort()
    expect(sorted(told)).toEqual(sorted(recorded))
    expect(told).toHaveLength(9)
  })
})
