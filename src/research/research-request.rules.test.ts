import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isBusinessDay } from '../kernel/business-days.js'
import { UserErrors } from '../kernel/errors.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { checkKnown, type KnownInput } from './known-clinician.js'
import { checkNewClinician } from './new-clinician.js'
import {
  businessDaysLeft,
  describeKnown,
  formatResearchNumber,
  knownDigest,
  laterPromise,
  promiseAt,
  researchDraftOf,
} from './research-request.rules.js'

const TODAY = '2026-11-23'
const CHICAGO = 'America/Chicago'
const checked = (input: KnownInput) => checkKnown(input, TODAY, ['known'])

/** Field and code of what is wrong, as `known.npi INVALID_INPUT`; null if nothing is. */
function wrongOf(work: () => unknown): string | null {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof UserErrors) return error.items.map(({ code, field }) => `${field.join('.')} ${code}`).join()
    throw error
  }
}

describe('what is known of a clinician', () => {
  test('is enough with a last name, or a number, or a license', () => {
    for (const enough of [
      { lastName: 'Nowhere' },
      { npi: fictionalNpi(1) },
      { ecfmgNumber: '0-123-456-7' },
      { nccpaNumber: '1234567' },
      { licenses: [{ jurisdiction: 'il', number: '036.012345' }] },
    ]) {
      expect(wrongOf(() => checked(enough))).toBeNull()
    }
    for (const little of [{}, { firstName: 'Nell', birthDate: '1970-01-01' }, { lastName: ' ', npi: '' }]) {
      expect(wrongOf(() => checked(little))).toBe('known INVALID_INPUT')
    }
  })

  test.each<[KnownInput, string]>([
    [{ npi: '1234567890' }, 'known.npi'],
    [{ ecfmgNumber: '123456' }, 'known.ecfmgNumber'],
    [{ nccpaNumber: '12345678' }, 'known.nccpaNumber'],
    [{ lastName: 'x'.repeat(101) }, 'known.lastName'],
    [{ lastName: 'see www.elsewhere.example' }, 'known.lastName'],
    [{ lastName: '---' }, 'known.lastName'],
    [{ lastName: 'A', otherNames: Array(11).fill('B') }, 'known.otherNames'],
    [{ lastName: 'A', otherNames: ['B', ' '] }, 'known.otherNames.1'],
    [{ lastName: 'A', birthDate: TODAY }, 'known.birthDate'],
    [{ lastName: 'A', birthDate: '1899-12-31' }, 'known.birthDate'],
    [{ lastName: 'A', graduationYear: 2027 }, 'known.graduationYear'],
    [{ lastName: 'A', stateOfPractice: 'Illinois' }, 'known.stateOfPractice'],
    [{ lastName: 'A', licenses: [{ jurisdiction: 'IL', number: ' ' }] }, 'known.licenses.0.number'],
    [{ lastName: 'A', licenses: Array(21).fill({ jurisdiction: 'IL', number: '1' }) }, 'known.licenses'],
    [{ lastName: 'A', note: 'x'.repeat(2001) }, 'known.note'],
  ])('%j is wrong in %s', (input, field) => {
    expect(wrongOf(() => checked(input))).toBe(`${field} INVALID_INPUT`)
  })

  test('comes into one form', () => {
    const known = checked({
      lastName: ' Nowhere  Man ',
      firstName: '',
      ecfmgNumber: '0-123-456-7',
      licenses: [{ jurisdiction: 'il', number: ' 036 ' }],
    })
    expect(known).toMatchObject({ lastName: 'Nowhere Man', firstName: null, ecfmgNumber: '01234567', otherNames: [] })
    expect(known.licenses).toEqual([{ jurisdiction: 'IL', number: '036' }])
  })

  test('is the same whatever the case, accents and order, and whatever the note says', () => {
    const known = { firstName: 'José', lastName: 'O’Brien', otherNames: ['A B', 'C D'], birthDate: '1970-01-01' }
    const digest = knownDigest(checked(known))
    expect(knownDigest(checked({ ...known, firstName: 'JOSE', otherNames: ['c-d', 'A  B'] }))).toBe(digest)
    expect(knownDigest(checked({ ...known, note: 'left in spring' }))).toBe(digest)
    for (const other of [{ birthDate: '1970-01-02' }, { otherNames: ['A B'] }, { kind: 'PHYSICIAN' as const }]) {
      expect(knownDigest(checked({ ...known, ...other }))).not.toBe(digest)
    }
  })

  test('is named in letters by name or number, never by birth date', () => {
    const birthDate = '1970-01-01'
    expect(describeKnown(checked({ firstName: 'Nell', lastName: 'Nowhere', birthDate }))).toBe('Nell Nowhere')
    expect(describeKnown(checked({ npi: fictionalNpi(1), birthDate }))).toBe(`NPI ${fictionalNpi(1)}`)
    expect(describeKnown(checked({ licenses: [{ jurisdiction: 'IL', number: '1' }] }))).toBe('license IL 1')
  })
})

describe('a new clinician', () => {
  const wrong = (more: object) =>
    wrongOf(() => checkNewClinician({ kind: 'PHYSICIAN', lastName: 'Nowhere', ...more }, TODAY, ['newClinician']))

  test('is told from all others by a number, or by name and birth date', () => {
    expect(wrong({ npi: fictionalNpi(1) })).toBeNull()
    expect(wrong({ firstName: 'Nell', birthDate: '1970-01-01' })).toBeNull()
    expect(wrong({ firstName: 'Nell' })).toBe('newClinician INVALID_INPUT')
  })

  test('has only numbers of the own profession', () => {
    expect(wrong({ nccpaNumber: '1234567' })).toBe('newClinician.nccpaNumber INVALID_INPUT')
    expect(wrong({ kind: 'PHYSICIAN_ASSISTANT', ecfmgNumber: '12345678' })).toBe(
      'newClinician.ecfmgNumber INVALID_INPUT',
    )
  })
})

describe('the promise of an answer', () => {
  test('counts business days of the organization, and ends with its day', () => {
    // In Chicago it is still Sunday, November 22; Thanksgiving, Christmas and New Year lie between.
    const at = new Date('2026-11-23T05:59:59Z')
    expect(promiseAt(at, 30, CHICAGO)).toEqual({ dueOn: '2027-01-06', dueBefore: new Date('2027-01-07T06:00:00Z') })
    expect(promiseAt(at, 30, 'Asia/Tokyo')).toEqual({
      dueOn: '2027-01-07',
      dueBefore: new Date('2027-01-07T15:00:00Z'),
    })
    expect(businessDaysLeft('2027-01-06', at, CHICAGO)).toBe(30)
    expect(businessDaysLeft('2027-01-06', new Date('2027-01-08T00:00:00Z'), CHICAGO)).toBe(0)
  })

  test('is always of a business day, ahead by as many as were promised', () => {
    const instant = fc.date({ min: new Date('2023-01-01'), max: new Date('2032-12-31'), noInvalidDate: true })
    const zone = fc.constantFrom('America/Chicago', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata', 'UTC')
    fc.assert(
      fc.property(instant, zone, fc.integer({ min: 1, max: 60 }), (at, timeZone, days) => {
        const { dueOn, dueBefore } = promiseAt(at, days, timeZone)
        expect(isBusinessDay(dueOn)).toBe(true)
        expect(dueBefore > at).toBe(true)
        expect(businessDaysLeft(dueOn, at, timeZone)).toBe(days)
      }),
    )
  })

  test('can be moved to a later business day only', () => {
    const moved = (dueOn: string, current = '2027-01-06') => wrongOf(() => laterPromise(dueOn, current, TODAY, CHICAGO))
    expect(laterPromise('2027-01-07', '2027-01-06', TODAY, CHICAGO).dueBefore).toEqual(new Date('2027-01-08T06:00:00Z'))
    for (const wrong of ['2027-01-06', '2027-01-05', '2027-01-09', '2027-01-18', '2027-12-01']) {
      expect([wrong, moved(wrong)]).toEqual([wrong, 'dueOn INVALID_INPUT'])
    }
    // Past due: later than today.
    expect(moved('2026-11-23', '2026-11-20')).toBe('dueOn INVALID_INPUT')
    expect(moved('2026-11-24', '2026-11-20')).toBeNull()
  })
})

describe('what a search that found nobody leads to', () => {
  const empty = { kind: null, firstName: null, lastName: null, birthDate: null }
  const numbers = { npi: null, ecfmgNumber: null, nccpaNumber: null }

  test('is a draft with the criterion', () => {
    expect(researchDraftOf({ kind: 'NPI', number: fictionalNpi(1) })).toEqual({
      ...empty,
      ...numbers,
      searchedBy: 'NPI',
      npi: fictionalNpi(1),
    })
    expect(researchDraftOf({ kind: 'ECFMG_NUMBER', number: '12345678' })).toMatchObject({
      kind: 'PHYSICIAN',
      ecfmgNumber: '12345678',
    })
    expect(researchDraftOf({ kind: 'NCCPA_NUMBER', number: '1234567' })).toMatchObject({ kind: 'PHYSICIAN_ASSISTANT' })
    const name = { firstName: 'Nell', lastName: 'Nowhere', birthDate: '1970-01-01' }
    const searchedBy = 'NAME_AND_BIRTH_DATE'
    expect(researchDraftOf({ kind: searchedBy, ...name })).toEqual({ ...empty, ...numbers, searchedBy, ...name })
  })

  test('has a number for people', () => {
    expect(formatResearchNumber(42)).toBe('RR-00000042')
  })
})
