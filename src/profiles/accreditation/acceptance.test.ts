import { describe, expect, test } from '@jest/globals'
import { fictionalDocument, fullPaContent, fullPhysicianContent } from '../../testkit/profile-fixtures.js'
import type { ProfileContent } from '../profile.content.js'
import { PRODUCT_SECTIONS, PROFILE_PRODUCTS } from '../profile.sections.js'
import { ACCEPTANCE_DATA } from './acceptance.data.js'
import { acceptanceNotices, acceptanceOf, type Decision } from './acceptance.js'
import { ACCEPTANCE, ACCREDITORS, type AcceptanceTable, type Accreditor, acceptanceTable } from './acceptance.table.js'

// 11:30 in the evening of November 2 in Chicago, and November 3 in UTC.
const AS_OF = '2026-11-03T05:30:00.000Z'
const physician = fictionalDocument(fullPhysicianContent(), { asOf: AS_OF })
const assistant = fictionalDocument(fullPaContent(), { asOf: AS_OF })
const decision = (more: Partial<Decision> = {}): Decision => ({
  accreditor: 'JOINT_COMMISSION',
  decisionDate: '2026-12-01',
  certificationBody: false,
  ...more,
})

describe('what an accreditor accepts of a profile', () => {
  test.each(ACCREDITORS)('%s: every item of the product has an answer, and none is invented', (accreditor) => {
    for (const document of [physician, assistant]) {
      const { items, summary } = acceptanceOf(document, decision({ accreditor }))
      expect([...new Set(items.map((item) => item.section))]).toEqual(PRODUCT_SECTIONS[document.header.product])
      for (const { source, sourceAsOf, reason } of items) {
        expect([source === null, sourceAsOf === null]).toEqual([reason === 'NOT_STATED', reason === 'NOT_STATED'])
      }
      expect(summary).toContain(`of ${items.length} items`)
    }
    // Nothing is stated of physician assistants but what holds for everybody.
    const ofAssistants = acceptanceOf(assistant, decision({ accreditor })).items
    expect(ofAssistants.filter(({ accepted }) => accepted === 'YES')).toEqual([])
  })

  const itemOf = (content: ProfileContent, accreditor: Accreditor, section: string, kind: string | null = null) =>
    acceptanceOf({ ...physician, content }, decision({ accreditor })).items.find(
      (item) => item.section === section && item.sanctionKind === kind,
    )

  test('current licenses and sanctions against licenses are not sufficient for NCQA, nor for Medicare Advantage', () => {
    for (const accreditor of ['NCQA', 'CMS_MEDICARE_ADVANTAGE'] as const) {
      const { items, accepted } = acceptanceOf(physician, decision({ accreditor }))
      expect(accepted).toBe('NO')
      const stated = items.filter((item) => item.accepted === 'NO' && item.reason === 'STATED')
      expect(stated).toMatchObject([
        { section: 'LICENSES', sanctionKind: null, usableUntil: null, daysLeft: null },
        { section: 'ECFMG' },
        { section: 'SANCTIONS', sanctionKind: 'STATE_BOARD', usableUntil: null, daysLeft: null },
      ])
    }
    expect(itemOf(physician.content, 'NCQA', 'LICENSES')?.explanation).toMatch(/alone is not sufficient/)
    expect(itemOf(physician.content, 'CMS', 'LICENSES')?.accepted).toBe('YES')
    expect(itemOf(physician.content, 'NCQA', 'BOARD_CERTIFICATIONS')).toMatchObject({
      accepted: 'YES',
      usableUntil: '2027-03-02',
      sourceAsOf: '2023-08-01',
    })
  })

  test('what only the clinician states does not count, whoever decides', () => {
    const { content } = physician
    expect(itemOf(content, 'DNV', 'LICENSES')).toMatchObject({ accepted: 'YES', elementCount: 3, selfReported: [2] })
    expect(itemOf(content, 'DNV', 'LICENSES')?.explanation).toContain('1 of 3 elements')
    const [, , fromNppes] = content.sections.LICENSES?.elements ?? []
    const LICENSES = { elements: fromNppes === undefined ? [] : [fromNppes], noneReported: [] }
    const alone = { ...content, sections: { ...content.sections, LICENSES } }
    expect(itemOf(alone, 'DNV', 'LICENSES')).toMatchObject({
      accepted: 'NO',
      reason: 'SELF_REPORTED',
      selfReported: [0],
    })
    const [degree] = content.sections.EDUCATION?.elements ?? []
    if (degree === undefined) throw new Error('expected a degree')
    const EDUCATION = { elements: [{ ...degree, value: { ...degree.value, verified: false } }], noneReported: [] }
    const unverified = { ...content, sections: { ...content.sections, EDUCATION } }
    expect(itemOf(unverified, 'NCQA', 'EDUCATION')).toMatchObject({ accepted: 'NO', reason: 'SELF_REPORTED' })
  })

  test('silence counts of a source that was asked, and of the sanctions that it knows of', () => {
    const { content } = physician
    const leie = { source: 'OIG LEIE', asOf: '2026-10-10' }
    const withNone = (noneReported: { source: string; asOf: string }[]) => ({
      ...content,
      sections: { ...content.sections, SANCTIONS: { elements: [], noneReported } },
    })
    expect(itemOf(withNone([leie]), 'DNV', 'SANCTIONS', 'MEDICARE_MEDICAID')).toMatchObject({ accepted: 'YES' })
    // Test mode has sources of its own; of exclusions live profiles take no other source's silence.
    const other = withNone([{ source: 'Another registry', asOf: '2026-10-10' }])
    expect(itemOf(other, 'DNV', 'SANCTIONS', 'MEDICARE_MEDICAID')).toMatchObject({ accepted: 'YES' })
    const live = { content: other, header: { ...physician.header, mode: 'LIVE' as const } }
    const ofLive = acceptanceOf(live, decision({ accreditor: 'DNV' })).items.filter(
      ({ section }) => section === 'SANCTIONS',
    )
    expect(ofLive.map(({ sanctionKind, reason }) => [sanctionKind, reason])).toContainEqual([
      'MEDICARE_MEDICAID',
      'NOTHING_REPORTED',
    ])
    for (const [silent, kind] of [
      [[leie], 'STATE_BOARD'],
      [[leie], 'DEA'],
      [[], 'MEDICARE_MEDICAID'],
    ] as const) {
      expect(itemOf(withNone([...silent]), 'DNV', 'SANCTIONS', kind)).toMatchObject({
        accepted: 'NO',
        reason: 'NOTHING_REPORTED',
      })
    }
  })

  test('what the profile has of each item is counted, sanctions by kind', () => {
    const { items } = acceptanceOf(physician, decision())
    const { sections } = physician.content
    for (const { section, sanctionKind, elementCount } of items) {
      const elements = sections[section]?.elements ?? []
      const mine = elements.filter(
        ({ value }) => sanctionKind === null || ('kind' in value && value.kind === sanctionKind),
      )
      expect([section, elementCount]).toEqual([section, mine.length])
    }
  })

  test.each([
    // Counted from November 2, the day it is for the organization; the last day counts.
    { decisionDate: '2026-11-01', certificationBody: false, reason: 'DECISION_BEFORE_PROFILE', daysLeft: 121 },
    { decisionDate: '2026-11-02', certificationBody: false, reason: 'STATED', daysLeft: 120 },
    { decisionDate: '2027-03-02', certificationBody: false, reason: 'STATED', daysLeft: 0 },
    { decisionDate: '2027-03-03', certificationBody: false, reason: 'TOO_OLD', daysLeft: -1 },
    { decisionDate: '2026-11-02', certificationBody: true, reason: 'STATED', daysLeft: 90 },
    { decisionDate: '2027-01-31', certificationBody: true, reason: 'STATED', daysLeft: 0 },
    { decisionDate: '2027-02-01', certificationBody: true, reason: 'TOO_OLD', daysLeft: -1 },
  ])('on $decisionDate (certification body: $certificationBody) it is $reason', ({ reason, daysLeft, ...when }) => {
    const acceptance = acceptanceOf(physician, decision(when))
    expect(acceptance).toMatchObject({
      asOfDay: '2026-11-02',
      usableUntil: when.certificationBody ? '2027-01-31' : '2027-03-02',
      daysLeft,
    })
    const training = acceptance.items.find(({ section }) => section === 'TRAINING')
    expect(training).toMatchObject({ reason, daysLeft, accepted: reason === 'STATED' ? 'YES' : 'NO' })
  })

  test('the day is that of the organization, not of UTC', () => {
    const inTokyo = fictionalDocument(fullPhysicianContent(), { asOf: AS_OF, timeZone: 'Asia/Tokyo' })
    expect(acceptanceOf(inTokyo, decision()).asOfDay).toBe('2026-11-03')
  })

  test('a statement of the table is all it takes: what is accepted, and what is too old all the same', () => {
    const statement = {
      accreditors: ['DNV'],
      section: 'EDUCATION',
      accepted: 'YES',
      text: 'DNV takes medical education from profiles.',
      source: 'An invented letter',
      asOf: '2026-01-02',
    } as const
    const table: AcceptanceTable = acceptanceTable.parse({ ...ACCEPTANCE_DATA, statements: [statement] })
    const educationOf = (decisionDate: string) =>
      acceptanceOf(physician, decision({ accreditor: 'DNV', decisionDate }), table).items.find(
        ({ section }) => section === 'EDUCATION',
      )
    expect(educationOf('2026-12-01')).toMatchObject({
      accepted: 'YES',
      reason: 'STATED',
      source: 'An invented letter',
      sourceAsOf: '2026-01-02',
      explanation: statement.text,
      daysLeft: 91,
    })
    expect(educationOf('2027-12-01')).toMatchObject({ accepted: 'NO', reason: 'TOO_OLD' })
    const [first] = acceptanceOf(physician, decision({ accreditor: 'CMS' }), table).items
    expect(first).toMatchObject({ accepted: 'NOT_STATED', source: null })
  })
})

describe('the table', () => {
  test('has a source and a day for everything', () => {
    expect(ACCEPTANCE.accreditors.map(({ code }) => code)).toEqual(ACCREDITORS)
    for (const { source, asOf } of [ACCEPTANCE.usability, ...ACCEPTANCE.statements]) {
      expect(source).not.toBe('')
      expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })

  const [first] = ACCEPTANCE_DATA.statements
  test.each([
    ['a statement without a source', { statements: [{ ...first, source: ' ' }] }],
    ['a day that the calendar has not', { statements: [{ ...first, asOf: '2026-02-30' }] }],
    ['a section that no profile has', { statements: [{ ...first, section: 'HOBBIES' }] }],
    ['two statements of one item', { statements: [first, { ...first, accepted: 'YES' }] }],
    ['sanctions of no kind', { statements: [{ ...first, section: 'SANCTIONS' }] }],
    ['an accreditor too few', { accreditors: ACCEPTANCE_DATA.accreditors.slice(1) }],
    ['an accreditor twice', { accreditors: [...ACCEPTANCE_DATA.accreditors.slice(1), ACCEPTANCE_DATA.accreditors[1]] }],
    ['days that are none', { usability: { ...ACCEPTANCE_DATA.usability, days: 0 } }],
    ['something it does not know', { ...ACCEPTANCE_DATA, notes: '' }],
  ])('with %s stops the process at its start', (_, wrong) => {
    expect(() => acceptanceTable.parse({ ...ACCEPTANCE_DATA, ...wrong })).toThrow()
  })
})

test.each(PROFILE_PRODUCTS)(
  'the notices of %s say what NCQA does not accept, and for how long a profile is usable',
  (product) => {
    const notices = acceptanceNotices(product)
    expect(notices).toEqual(acceptanceNotices(product))
    expect(notices.slice(0, 2)).toEqual([
      expect.stringMatching(/^For NCQA, a profile alone is not sufficient to verify a current license\./),
      expect.stringMatching(/^For NCQA, a profile alone is not sufficient to verify sanctions against a license\./),
    ])
    expect(notices.at(-1)).toMatch(/120 days .* 90 days/)
    expect(notices.some((notice) => notice.includes('ECFMG'))).toBe(product === 'INITIAL_APPOINTMENT')
  },
)
