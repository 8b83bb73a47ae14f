import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type ClinicianCriterion, SearchCliniciansDocument } from '../client/operations.generated.js'
import { FULL_ASSISTANT_NCCPA_NUMBER, FULL_ASSISTANT_NPI, PLAIN_ASSISTANT_NPI } from '../sandbox/sandbox.assistants.js'
import { SANDBOX_CLINICIANS } from '../sandbox/sandbox.clinicians.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import {
  ACCENTED_PHYSICIAN_NPI,
  ECFMG_PHYSICIAN_NPI,
  SAME_NAME_PHYSICIAN_NPIS,
  SPARSE_PHYSICIAN_NPI,
} from '../sandbox/sandbox.physicians.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { rememberDeactivations } from './deactivated-npi.queries.js'

const born = (firstName: string, lastName: string, birthDate: string): ClinicianCriterion => ({
  nameAndBirthDate: { firstName, lastName, birthDate },
})

describe('looking for a clinician', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  const search = async (by: ClinicianCriterion) =>
    (await vendor.client.run(SearchCliniciansDocument, { by })).searchClinicians
  const npisOf = async (by: ClinicianCriterion) => (await search(by)).matches.map((match) => match.clinician.npi)
  const complaint = async (by: ClinicianCriterion) => {
    // For a wrong check digit the directory was asked who might be meant; that stands in the audit trail.
    const { matches, userErrors } = await leavingNoTrace(
      gateway,
      () => search(by),
      ({ userErrors: [error] }) => ({ auditEvents: error?.message.startsWith('the check digit') ? 1 : 0 }),
    )
    expect(matches).toEqual([])
    return userErrors.map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`)
  }

  test('by NPI tells enough to know whom to order', async () => {
    const { matches, explanation } = await search({ npi: ` ${FULL_PHYSICIAN_NPI} ` })
    expect(explanation).toEqual([])
    expect(matches).toEqual([
      {
        matchedOn: 'NPI',
        matchedName: null,
        clinician: {
          id: expect.stringMatching(/^cln_/),
          kind: 'PHYSICIAN',
          npi: FULL_PHYSICIAN_NPI,
          firstName: 'Avery',
          middleName: 'Quill',
          lastName: 'Fictional',
          suffix: 'III',
          credential: 'MD',
          birthYear: 1974,
          city: 'Sampleton',
          state: 'IL',
        },
      },
    ])
  })

  test.each<[string, ClinicianCriterion, string]>([
    ['a PA by NPI', { npi: PLAIN_ASSISTANT_NPI }, PLAIN_ASSISTANT_NPI],
    ['a PA by NCCPA number', { nccpaNumber: FULL_ASSISTANT_NCCPA_NUMBER }, FULL_ASSISTANT_NPI],
    ['a physician by ECFMG number', { ecfmgNumber: '09990025' }, ECFMG_PHYSICIAN_NPI],
    ['a physician by ECFMG number with hyphens', { ecfmgNumber: '0-999-002-5' }, ECFMG_PHYSICIAN_NPI],
    ['a physician by name', born('Avery', 'Fictional', '1974-02-28'), FULL_PHYSICIAN_NPI],
    ['a PA by name', born('Riley', 'Stubbins-Test', '1993-02-19'), PLAIN_ASSISTANT_NPI],
    ['a name in capitals', born('AVERY', 'FICTIONAL', '1974-02-28'), FULL_PHYSICIAN_NPI],
    ['a name without its accents', born('Zoe', 'Muestra-Nunez', '1990-07-07'), ACCENTED_PHYSICIAN_NPI],
    ['a name without its hyphen', born('Zoë', 'Muestra Núñez', '1990-07-07'), ACCENTED_PHYSICIAN_NPI],
    [
      'a name with combining marks',
      born('Zoe\u0308', 'Muestra-Nu\u0301n\u0303ez', '1990-07-07'),
      ACCENTED_PHYSICIAN_NPI,
    ],
    ['a name with an apostrophe', born('Avery', 'Fic’tion’al', '1974-02-28'), FULL_PHYSICIAN_NPI],
    ['a name with blanks', born('  Avery ', ' Fictional  ', '1974-02-28'), FULL_PHYSICIAN_NPI],
    ['a compound last name in one word', born('Zoe', 'MuestraNunez', '1990-07-07'), ACCENTED_PHYSICIAN_NPI],
    ['a name with its suffix', born('Avery', 'Fictional III', '1974-02-28'), FULL_PHYSICIAN_NPI],
    ['a name with suffix and title', born('Avery', 'Fictional 3rd, M.D.', '1974-02-28'), FULL_PHYSICIAN_NPI],
    ['a name with a suffix that is not known', born('Riley', 'Stubbins-Test Jr', '1993-02-19'), PLAIN_ASSISTANT_NPI],
    ['a name with middle initial', born('Avery Q.', 'Fictional', '1974-02-28'), FULL_PHYSICIAN_NPI],
    ['a name with middle name', born('Avery Quill', 'Fictional', '1974-02-28'), FULL_PHYSICIAN_NPI],
  ])('%s finds one', async (_, by, npi) => expect(await npisOf(by)).toEqual([npi]))

  test.each([
    ['FORMER', 'Avery', 'Sandoval-Test', '1974-02-28', FULL_PHYSICIAN_NPI],
    ['OTHER', 'Ave', 'Fictional', '1974-02-28', FULL_PHYSICIAN_NPI],
    ['FORMER', 'Casey', 'Testerby', '1988-06-12', FULL_ASSISTANT_NPI],
    ['LEGAL', 'Zoë', 'Muestra-Núñez', '1990-07-07', ACCENTED_PHYSICIAN_NPI],
    ['FORMER', 'Zoë', 'Muestra', '1990-07-07', ACCENTED_PHYSICIAN_NPI],
  ])('by a %s name says which one matched: %s %s', async (type, firstName, lastName, birthDate, npi) => {
    const { matches } = await search(born(firstName.toUpperCase(), lastName.toLowerCase(), birthDate))
    expect(matches).toMatchObject([
      { matchedOn: 'NAME_AND_BIRTH_DATE', matchedName: { type, firstName, lastName }, clinician: { npi } },
    ])
  })

  test('of two of one name the date of birth tells which', async () => {
    expect(await npisOf(born('Jordan', 'Doubleton', '1978-03-09'))).toEqual([SAME_NAME_PHYSICIAN_NPIS[0]])
    expect(await npisOf(born('Jordan', 'Doubleton', '1983-10-21'))).toEqual([SAME_NAME_PHYSICIAN_NPIS[1]])
  })

  test.each<[string, ClinicianCriterion, RegExp]>([
    ['with a date of birth a day off', born('Avery', 'Fictional', '1974-03-01'), /exact date of birth/],
    ['with the first name of another', born('Jordan', 'Fictional', '1974-02-28'), /exact date of birth/],
    ['by half a name', born('Avery', 'Fiction', '1974-02-28'), /exact date of birth/],
    ['with another suffix', born('Avery', 'Fictional Jr', '1974-02-28'), /suffixes only where both have one/],
    ['with another middle initial', born('Avery R', 'Fictional', '1974-02-28'), /middle names/],
    ['by an initial for the first name', born('A', 'Fictional', '1974-02-28'), /not by its initial/],
    ['by part of a compound last name', born('Zoë', 'Núñez', '1990-07-07'), /with all its parts/],
    ['of whom no date of birth is known', born('Nemo', 'Blankenship-Test', '1970-01-01'), /try the NPI/],
    ['by an NPI that nobody has', { npi: fictionalNpi(99_999_999) }, /right form and check digit.*sandbox directory/],
    ['by an ECFMG number that nobody has', { ecfmgNumber: '1234567' }, /no physician/i],
    ['by an ECFMG number without its zero', { ecfmgNumber: '9990025' }, /One has 09990025/],
    ['by an NCCPA number that nobody has', { nccpaNumber: '1234567' }, /no physician assistant/i],
    [
      'by the NCCPA number of a physician assistant as an ECFMG number',
      { ecfmgNumber: FULL_ASSISTANT_NCCPA_NUMBER },
      /no physician/i,
    ],
  ])('%s finds nobody and explains what was tried', async (_, by, words) => {
    const { matches, explanation, userErrors } = await search(by)
    expect([matches, userErrors]).toEqual([[], []])
    expect(explanation.join(' ')).toMatch(words)
    const { lastName = '…', birthDate = '…' } = by.nameAndBirthDate ?? {}
    for (const personal of [lastName, birthDate]) expect(explanation.join(' ')).not.toContain(personal)
  })

  test('by an NPI that was deactivated says since when and who says so', async () => {
    const npi = fictionalNpi(88_888_888)
    const deactivation = { mode: 'TEST', source: 'Sandbox: provider registry', asOf: null } as const
    await gateway.database.transaction((tx) =>
      rememberDeactivations(tx, deactivation, [{ npi, deactivatedOn: '2024-03-01' }]),
    )
    const { matches, explanation } = await search({ npi })
    expect([matches, explanation[1]]).toEqual([[], expect.stringContaining('deactivated on 2024-03-01, says Sandbox')])
  })

  test('by a number that is not for the profession finds nobody', async () => {
    await rowsOf(gateway, `update clinicians set ecfmg_number = '7654321' where npi = $1`, [PLAIN_ASSISTANT_NPI])
    await rowsOf(gateway, `update clinicians set nccpa_number = '7654321' where npi = $1`, [SPARSE_PHYSICIAN_NPI])
    expect(await npisOf({ ecfmgNumber: '7654321' })).toEqual([])
    expect(await npisOf({ nccpaNumber: '7654321' })).toEqual([])
  })

  test.each<[string, ClinicianCriterion, string]>([
    [
      'nine digits',
      { npi: '299000001' },
      'INVALID_INPUT npi: expected 10 digits, the first of them 1 or 2, got 9 digits',
    ],
    [
      '3 in front',
      { npi: '3990000012' },
      'INVALID_INPUT npi: expected 10 digits, the first of them 1 or 2, got 10 digits that begin with 3',
    ],
    [
      'a name',
      { npi: "' or 1=1" },
      'INVALID_INPUT npi: expected 10 digits, the first of them 1 or 2, got 8 characters that are not all digits',
    ],
    ['nothing', { npi: ' ' }, 'INVALID_INPUT npi: expected 10 digits, the first of them 1 or 2, got nothing'],
    [
      'letters',
      { ecfmgNumber: 'xyz' },
      'INVALID_INPUT ecfmgNumber: expected 7 or 8 digits, hyphens allowed, got 3 characters that are not all digits',
    ],
    ['eight digits', { nccpaNumber: '12345678' }, 'INVALID_INPUT nccpaNumber: expected 7 digits, got 8 digits'],
    [
      'a hyphen',
      { nccpaNumber: '999-0001' },
      'INVALID_INPUT nccpaNumber: expected 7 digits, got 7 digits with hyphens or blanks',
    ],
    [
      'no letter',
      born('Avery', "'-.", '1974-02-28'),
      'INVALID_INPUT nameAndBirthDate.lastName: expected a name of 1 to 100 characters',
    ],
    [
      '101 letters',
      born('A'.repeat(101), 'Fictional', '1974-02-28'),
      'INVALID_INPUT nameAndBirthDate.firstName: expected a name of 1 to 100 characters',
    ],
  ])('by what cannot be looked for (%s) says so', async (_, by, expected) => {
    expect(await complaint(by)).toEqual([expected])
  })

  test.each([
    ['two neighbours swapped', '2990001011'],
    ['one digit off', '2990500012'],
  ])('by an NPI with %s names the one of the directory that was meant', async (_, npi) => {
    const near = SANDBOX_CLINICIANS.map(({ identity }) => identity.npi).filter((known) => oneSlip(npi, known))
    const hint = near.length === 1 ? `; did you mean ${near[0]}?` : ''
    expect(hint).not.toBe('')
    expect(await complaint({ npi })).toEqual([`INVALID_INPUT npi: the check digit of ${npi} is wrong${hint}`])
  })

  test.each([
    ['one digit off from nobody’s', '1234567890'],
    ['one digit off from two', '2990000011'],
  ])('by an NPI %s names none', async (_, npi) => {
    const near = SANDBOX_CLINICIANS.map(({ identity }) => identity.npi).filter((known) => oneSlip(npi, known))
    expect(near).not.toHaveLength(1)
    expect(await complaint({ npi })).toEqual([`INVALID_INPUT npi: the check digit of ${npi} is wrong`])
  })

  test('never tells a full date of birth', async () => {
    const client = vendor.client
    for (const { identity } of SANDBOX_CLINICIANS) {
      if (identity.birthDate === undefined) continue
      const { npi, first, last, birthDate } = identity
      for (const by of [{ npi }, born(first, last, birthDate), born(first, last, '1900-01-01')]) {
        const text = JSON.stringify(await client.send(SearchCliniciansDocument, { by }))
        expect(text).not.toContain(birthDate)
        expect(text).not.toContain(birthDate.slice(4))
      }
    }
    expect(await npisOf({ npi: SPARSE_PHYSICIAN_NPI })).toEqual([SPARSE_PHYSICIAN_NPI])
  })
})

/** Whether one swap of neighbours or one other digit makes `a` of `b`. */
function oneSlip(a: string, b: string): boolean {
  const off = [...a].flatMap((digit, at) => (digit === b[at] ? [] : [at]))
  const [first = 0, second = 0] = off
  return (
    off.length === 1 || (off.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first])
  )
}
