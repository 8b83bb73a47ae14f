import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isNpi } from '../../kernel/identifiers.js'
import { agreement, type Distinction, pairExclusions } from './exclusion.pairing.js'
import { sanctionOf } from './exclusion.sanctions.js'
import { birthDateOf, dayOf } from './leie.dates.js'
import { leieNameTells } from './leie.loaders.js'
import { leieKey, leieNameKey, readRow, UNREADABLE_DATE } from './leie.row.js'
import { exclusionAction } from './leie.types.js'

const ROW: Readonly<Record<string, string>> = {
  LASTNAME: 'FICTIONAL, III',
  FIRSTNAME: 'TESTA',
  NPI: '0000000000',
  DOB: '19700102',
  STATE: 'NE',
  ZIP: '68848',
  EXCLTYPE: '1128a1',
  EXCLDATE: '20260120',
  REINDATE: '00000000',
  WAIVERDATE: '00000000',
}

const read = (changes: Record<string, string> = {}, isReinstatement = false) =>
  readRow((name) => (({ ...ROW, ...changes })[name] ?? '').trim(), isReinstatement)

function row(changes: Record<string, string> = {}) {
  const told = read(changes)
  if (typeof told === 'string') throw new Error(told)
  return told
}

describe('a row of the list', () => {
  it('takes OIG’s fillers for nothing', () => {
    expect(row({ MIDNAME: ' ' })).toMatchObject({ npi: null, hasWrongNpi: false, middle: null, reinstatedOn: null })
  })

  it('keeps an NPI whose check digit is right, and notes one whose check digit is wrong', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[12]\d{9}$/), (npi) => {
        expect(row({ NPI: npi })).toMatchObject(
          isNpi(npi) ? { npi, hasWrongNpi: false } : { npi: null, hasWrongNpi: true },
        )
      }),
    )
  })

  it.each([
    [{ LASTNAME: '', FIRSTNAME: '' }, 'MISSING_NAME'],
    [{ LASTNAME: '...', FIRSTNAME: '' }, 'MISSING_NAME'],
    [{ EXCLTYPE: ' ' }, 'MISSING_TYPE'],
    [{ EXCLDATE: '00000000' }, 'MISSING_EXCLUSION_DATE'],
    [{ EXCLDATE: '20260230' }, 'IMPOSSIBLE_DATE'],
  ])('%j is %s', (changes, fault) => {
    expect(read(changes)).toBe(fault)
  })

  it.each([{ DOB: '13/05/83' }, { DOB: '20260121' }, { WAIVERDATE: '2026' }, { REINDATE: '20260230' }])(
    'is taken without a date that does not tell which it is: %j',
    (changes) => {
      const doubts: string[] = []
      const row: Record<string, string> = { ...ROW, ...changes }
      const told = readRow((name) => (row[name] ?? '').trim(), false, doubts)
      expect(told).toMatchObject({ last: 'FICTIONAL, III', excludedOn: '2026-01-20' })
      expect(told).toMatchObject(
        { DOB: { birthDate: null }, WAIVERDATE: { waivedOn: null } }[Object.keys(changes)[0] ?? ''] ?? {
          reinstatedOn: null,
        },
      )
      expect(doubts).toEqual([UNREADABLE_DATE])
    },
  )

  it('of a reinstatement has the day, or is none', () => {
    expect(read({ REINDATE: '20260230' }, true)).toBe('IMPOSSIBLE_DATE')
  })

  it('says when somebody returned, in a file of those who did', () => {
    expect(read({}, true)).toBe('MISSING_REINSTATEMENT_DATE')
    expect(read({ REINDATE: '20260205' }, true)).toMatchObject({ reinstatedOn: '2026-02-05' })
  })

  it('is a business only without a last name', () => {
    expect(row({ LASTNAME: '', FIRSTNAME: '', BUSNAME: 'MOCK CLINIC, INC.' })).toMatchObject({
      last: null,
      business: 'MOCK CLINIC, INC.',
    })
    expect(row({ BUSNAME: 'MOCK CLINIC' })).toMatchObject({ business: null })
  })

  it('compares by names without suffix and punctuation', () => {
    expect(leieNameKey(row())).toBe('fictional|testa')
    expect(leieNameKey(row({ LASTNAME: "O'FICTION JR" }))).toBe('ofiction|testa')
    expect(leieNameKey(row({ LASTNAME: 'JR' }))).toBe('jr|testa')
  })

  it('has the key of the same row of another file, whatever pads it and whatever OIG adds later', () => {
    const blanks = fc.stringMatching(/^ {0,9}$/)
    fc.assert(
      fc.property(blanks, blanks, blanks, (one, two, three) => {
        const padded = { LASTNAME: `FICTIONAL, III${one}`, FIRSTNAME: `TESTA${two}`, EXCLTYPE: `1128A1${three}` }
        const later = { MIDNAME: 'Q', NPI: '2980000014', DOB: '', STATE: 'IA', ZIP: '50001', GENERAL: 'CLINIC' }
        expect(leieKey(row({ ...padded, ...later }))).toBe(leieKey(row()))
      }),
    )
    const others = [{ LASTNAME: 'FICTIVE' }, { FIRSTNAME: 'TESTO' }, { EXCLTYPE: '1128a2' }, { EXCLDATE: '20260119' }]
    expect(new Set([ROW, ...others].map((changes) => leieKey(row(changes)))).size).toBe(5)
  })
})

describe('a birth date of two-digit years', () => {
  it.each([
    ['07/05/83', '2016-02-18', '1983-07-05'],
    ['02/18/02', '2016-02-18', '2002-02-18'],
    ['02/19/02', '2016-02-18', '1902-02-19'],
    ['01/02/16', '2016-02-18', '1916-01-02'],
  ])('%s, excluded on %s, is %s', (text, excludedOn, day) => {
    expect(birthDateOf(text, excludedOn)).toBe(day)
  })

  it('is the day that was written, of somebody who was 14 to 113 years old', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_000 }), (days) => {
        const birthDate = new Date(Date.UTC(1914, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)
        const [year, month, day] = birthDate.split('-') as [string, string, string]
        fc.pre(birthDate <= '2012-12-31')
        expect(birthDateOf(`${month}/${day}/${year.slice(2)}`, '2026-12-31')).toBe(birthDate)
        expect(dayOf(`${year}${month}${day}`)).toBe(birthDate)
      }),
    )
  })
})

describe('people who share names, day and section', () => {
  const person = (changes: Partial<Distinction> = {}): Distinction => ({
    ...{ middle: null, npi: null, birthDate: '1970-01-02', state: 'NE', postalCode: '68848' },
    ...changes,
  })

  it.each([
    [
      'a corrected birth date, with the NPI',
      { npi: '2980000014', birthDate: '1970-02-01' },
      { npi: '2980000014' },
      true,
    ],
    ['a corrected birth date, in one place', { birthDate: '1970-02-01' }, {}, true],
    ['other birth dates, in other places', { birthDate: '1970-02-01' }, { postalCode: '50001' }, false],
    ['other birth dates and middle names', { birthDate: '1970-02-01', middle: 'A' }, { middle: 'B' }, false],
    ['an NPI that was added', { npi: '2980000014' }, {}, true],
    ['other NPIs and no birth date', { npi: '2980000014', birthDate: null }, { npi: '2980000022' }, false],
    ['a move', { postalCode: '50001', state: 'IA' }, {}, true],
  ])('%s: %#', (_, one, other, isSame) => {
    expect(agreement(person(one), person(other)) > 0).toBe(isSame)
  })

  it('find their rows again, in whatever order these come', () => {
    const known = [person(), person({ birthDate: '1980-03-04' }), person({ birthDate: null, npi: '2980000014' })]
    fc.assert(
      fc.property(fc.shuffledSubarray(known), (rows) => {
        const { pairs, added, missing } = pairExclusions(known, rows)
        expect(pairs.every((pair) => pair.known === pair.row)).toBe(true)
        expect([pairs.length, added.length, missing.length]).toEqual([rows.length, 0, known.length - rows.length])
      }),
    )
  })
})

describe('an exclusion as a sanction', () => {
  const exclusion = { id: 'excl_1', typeCode: '1128b4', excludedOn: '2026-01-20' }
  it('says under which section, and what of', () => {
    expect(sanctionOf({ ...exclusion, reinstatedOn: '2026-06-01', waivedOn: '2026-02-01', waiverState: 'PR' })).toEqual(
      {
        kind: 'MEDICARE_MEDICAID',
        authority: 'OIG',
        action: 'Exclusion under 1128(b)(4)',
        actionOn: '2026-01-20',
        endedOn: '2026-06-01',
        description: 'License revocation or suspension. Waived in PR since 2026-02-01.',
      },
    )
  })

  it('invents nothing for a code that is not known', () => {
    const sanction = sanctionOf({
      ...exclusion,
      typeCode: '9999',
      reinstatedOn: null,
      waivedOn: null,
      waiverState: null,
    })
    expect(sanction).toMatchObject({ action: 'Exclusion (code 9999)', description: null })
    expect(exclusionAction('BRCH SA')).toBe('Exclusion')
  })
})

describe('a file’s name', () => {
  it.each([
    ['UPDATED.csv', { scope: 'FULL', asOf: null }],
    ['1602excl.csv', { scope: 'UPDATE', asOf: '2016-02-29' }],
    ['2512REIN.csv', { scope: 'UPDATE', asOf: '2025-12-31' }],
    ['1613excl.csv', { scope: 'UPDATE', asOf: null }],
    ['leie.csv', { scope: null, asOf: null }],
  ])('%s tells %j', (name, told) => {
    expect(leieNameTells(name)).toEqual(told)
  })
})
