import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DirectoryScene, directoryRecord } from '../testkit/directory-scene.js'
import type { DirectoryEntry, DirectoryRecord } from './directory.record.js'

const record = directoryRecord

describe('who is who: the directory', () => {
  let scene: DirectoryScene

  beforeAll(async () => {
    scene = await DirectoryScene.begin()
  })

  afterAll(async () => {
    await scene?.end()
  })

  const apply = (...entries: DirectoryEntry[]) => scene.apply(...entries)
  const query = (sql: string) => scene.query(sql)

  describe('changes nothing for a record whose numbers', () => {
    const twoPeople = [record({ npi: '2980000204' }), record({ npi: '2980000212', ecfmgNumber: '0999212' })]
    const publisher = (changes: Partial<DirectoryRecord>) =>
      record({ source: 'Publisher', givesWay: false, ...changes })
    const dump = () =>
      query(`select to_jsonb(c) as clinician, (select count(*)::int from clinician_facts f where f.clinician_id = c.id)
        from clinicians c order by id`)

    beforeAll(async () => {
      await apply(...twoPeople)
    })

    it.each<[string, DirectoryRecord[]]>([
      ['belong to two clinicians', [publisher({ recordKey: 'p1', npi: '2980000204', ecfmgNumber: '0999212' })]],
      [
        'contradict those of the clinician',
        [publisher({ recordKey: 'p2', npi: '2980000220', ecfmgNumber: '0999212' })],
      ],
      ['were given to another since', [record({ npi: '2980000204', ecfmgNumber: '0999212' })]],
    ])('%s', async (_, records) => {
      const before = await dump()
      expect(await apply(...records)).toMatchObject({ inserted: 0, updated: 0, skipped: { IDENTITY_CONFLICT: 1 } })
      expect(await dump()).toEqual(before)
    })

    it('are those of a new one of the same batch', async () => {
      const [one, two] = ['2980000238', '2980000246'].map((npi) =>
        publisher({ recordKey: npi, npi, ecfmgNumber: '0999238' }),
      )
      const three = publisher({ recordKey: 'three', npi: null, ecfmgNumber: '0999238' })
      const counts = await apply(...[one, two, three].filter((each) => each !== undefined))
      expect(counts).toEqual({
        inserted: 1,
        updated: 0,
        unchanged: 0,
        skipped: { IDENTITY_CONFLICT: 1, SAME_CLINICIAN_TWICE: 1 },
      })
      expect(await query(`select npi from clinicians where ecfmg_number = '0999238'`)).toEqual([{ npi: '2980000238' }])
    })

    it('are exchanged with those of another, and corrects those that are free', async () => {
      const [one, other] = [
        record({ npi: '2980000253', ecfmgNumber: '0999253' }),
        record({ npi: '2980000261', ecfmgNumber: '0999261' }),
      ]
      await apply(one, other)
      const exchanged = [
        { ...one, ecfmgNumber: '0999261' },
        { ...other, ecfmgNumber: '0999253' },
      ]
      expect(await apply(...exchanged)).toMatchObject({ updated: 0, skipped: { IDENTITY_CONFLICT: 2 } })
      expect(await apply({ ...one, ecfmgNumber: '0999254' })).toMatchObject({ updated: 1 })
      expect(await query(`select ecfmg_number from clinicians where npi = '2980000253'`)).toEqual([
        { ecfmg_number: '0999254' },
      ])
    })
  })

  it('lets another record of a source speak of a clinician once the first has vanished', async () => {
    const [npi, source] = ['2980000303', 'Renumbered']
    const by = (recordKey: string) => directoryRecord({ source, recordKey, npi })
    await scene.apply(by('old'))
    expect(await scene.apply(by('new'))).toMatchObject({ skipped: { SAME_CLINICIAN_TWICE: 1 } })
    await scene.endWholeFile({ source }, ['new'])
    expect(await scene.apply(by('new'))).toMatchObject({ updated: 1 })
    expect(await scene.apply(by('old'))).toMatchObject({ skipped: { SAME_CLINICIAN_TWICE: 1 } })
  })

  it.each([
    [
      'a fact of nobody',
      `insert into clinician_facts (clinician_id, section, source, fact_key, position, value, retrieved_at)
      values ('cln_nobody', 'NPI', 'x', 'x', 0, '{}', now())`,
    ],
    ['the removal of a clinician of whom something is known', 'delete from clinicians'],
    ['a name that moves to another clinician', `update clinician_names set clinician_id = 'cln_nobody'`],
    ['a clinician who gets another id', `update clinicians set id = 'cln_nobody'`],
    [
      'two records of one source about one clinician',
      `insert into source_records (mode, source, record_key, clinician_id,
      heads, content_sha256) select mode, source, 'another', clinician_id, false, '' from source_records limit 1`,
    ],
  ])('refuses %s', async (_, sql) => {
    await expect(query(sql)).rejects.toMatchObject({ driverError: { code: expect.stringMatching(/^2350[35]$/) } })
  })
})
