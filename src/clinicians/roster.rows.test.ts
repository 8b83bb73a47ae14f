import { describe, expect, test } from '@jest/globals'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { BulkFileError } from '../bulk/bulk.handler.js'
import { columnNamed, ROSTER_COLUMNS, type RosterColumn, type RosterRow, rosterRow } from './roster.columns.js'
import { LOOKUP_ROSTER } from './roster.handler.js'
import { rosterRows } from './roster.rows.js'

const CSV = 'text/csv'
const JSON_LINES = 'application/jsonl'

async function read(bytes: Buffer, contentType: string, cuts: readonly number[] = []): Promise<RosterRow[]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    let from = 0
    for (const cut of [...cuts.map((one) => one % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
      yield bytes.subarray(from, cut)
      from = cut
    }
  }
  const rows: RosterRow[] = []
  for await (const group of rosterRows(LOOKUP_ROSTER, chunks(), contentType)) rows.push(...group)
  return rows
}
const csv = (text: string) => read(Buffer.from(text), CSV)
const messageOf = ({ wish }: RosterRow) => ('code' in wish ? `${wish.field.join('.')}: ${wish.message}` : null)

/** Values that a spreadsheet, or a person, can write; blanks around them are not kept. */
const value = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\0', '').trim())
const record = fc.record(
  Object.fromEntries(ROSTER_COLUMNS.map((column) => [column, value])) as Record<RosterColumn, fc.Arbitrary<string>>,
)
const cuts = fc.array(fc.nat(5_000), { maxLength: 6 })

/** What the record says, however it is written. */
function expected(values: Readonly<Record<RosterColumn, string>>): RosterRow {
  return rosterRow(Object.fromEntries(Object.entries(values).filter(([, text]) => text !== '')))
}

describe('the rows of a roster', () => {
  test('are the same as CSV, in any order of the columns and cut anywhere', async () => {
    const order = fc.shuffledSubarray([...ROSTER_COLUMNS, 'Salary'], { minLength: 8 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1 }),
        order,
        cuts,
        fc.boolean(),
        async (records, columns, at, bom) => {
          const rows = records.map((one) => columns.map((column) => (one as Record<string, string>)[column] ?? 'x'))
          const text = stringify([columns, ...rows], { quoted: true, record_delimiter: '\r\n', bom })
          expect(await read(Buffer.from(text), CSV, at)).toEqual(records.map(expected))
        },
      ),
    )
  })

  test('are the same as JSON Lines, with others in between and cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1 }), cuts, async (records, at) => {
        const text = records.map((one) => `${JSON.stringify({ ...one, salary: 1, npi: one.npi || null })}\n\n`).join('')
        expect(await read(Buffer.from(text), JSON_LINES, at)).toEqual(records.map(expected))
      }),
    )
  })

  test('whatever comes, it is read or refused as a whole, with a message that does not repeat it', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
      fc
        .string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'é', 'npi', '{', '}', ':', ' '), maxLength: 60 })
        .map((text) => Buffer.from(`npi,reference\n${text}`)),
    )
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom(CSV, JSON_LINES), cuts, async (content, contentType, at) => {
        const outcome = await read(content, contentType, at).catch((error: unknown) => error)
        if (outcome instanceof Error && !(outcome instanceof BulkFileError)) throw outcome
        const whole = await read(content, contentType).catch((error: unknown) => error)
        if (Array.isArray(outcome)) expect(whole).toEqual(outcome)
      }),
    )
  })

  test.each([
    ['npi', 'npi'],
    ['NPI ', 'npi'],
    ['First Name', 'firstName'],
    ['BIRTH_DATE', 'birthDate'],
    ['ecfmg-number', 'ecfmgNumber'],
    ['name', null],
    ['', null],
  ])('the column %s is %s', (name, column) => expect(columnNamed(ROSTER_COLUMNS, name)).toBe(column))

  test('a row is looked for by its first number, and by its name only without one', async () => {
    const rows = await csv(
      'npi,ecfmgNumber,nccpaNumber,firstName,lastName,birthDate\n1,2,3,A,B,1980-01-01\n,2,3,A,B,1980-01-01\n,,3,A,B,1980-01-01\n,,,A,B,1980-01-01\n,,,A,B,1/2/1980\n',
    )
    expect(rows.map(({ wish }) => wish)).toEqual([
      { npi: '1' },
      { ecfmgNumber: '2' },
      { nccpaNumber: '3' },
      { nameAndBirthDate: { firstName: 'A', lastName: 'B', birthDate: '1980-01-01' } },
      { nameAndBirthDate: { firstName: 'A', lastName: 'B', birthDate: '1980-01-02' } },
    ])
  })

  test.each([
    ['A,B,1980-02-30', 'birthDate: expected a calendar day as YYYY-MM-DD or MM/DD/YYYY'],
    ['A,B,31/12/1980', 'birthDate: expected a calendar day as YYYY-MM-DD or MM/DD/YYYY'],
    ['A,B,12/31/80', 'birthDate: expected a calendar day as YYYY-MM-DD or MM/DD/YYYY'],
    [
      'A,,1980-01-01',
      ': expected an NPI, an ECFMG number, an NCCPA number, or first and last name with the date of birth',
    ],
    ['A,B', ': expected 3 values, got 2'],
    ['A,B,1980-01-01,', ': expected 3 values, got 4'],
    ['A,B"C,1980-01-01', ': expected quotes around whole values only, and doubled within them'],
    ['A,B\0,1980-01-01', ': expected text without NUL bytes'],
  ])('the row %s says what is wrong, and the others are read', async (line, message) => {
    const [wrong, right] = await csv(`firstName,lastName,birthDate\n${line}\nA,B,1980-01-01\n`)
    expect([wrong && messageOf(wrong), right && messageOf(right)]).toEqual([message, null])
  })

  test.each([
    ['{"npi":1234567893}', 'npi: expected a text in quotes'],
    ['{"npi":', ': expected one JSON object on a line'],
    ['["1234567893"]', ': expected one JSON object on a line'],
    [`{"npi":"1","x":"${'x'.repeat(70_000)}"}`, ': expected one JSON object on a line'],
  ])('the line %.20s says what is wrong, and the others are read', async (line, message) => {
    const rows = await read(Buffer.from(`{"npi":"1"}\n${line}\n{"npi":"1"}`), JSON_LINES)
    expect(rows.map(messageOf)).toEqual([null, message, null])
  })

  test('a reference is carried as it is, up to its length', async () => {
    const [kept, long] = await csv(`reference,npi\n"a, ""b""",1\n${'x'.repeat(201)},1\n`)
    expect(kept?.reference).toBe('a, "b"')
    expect(long && messageOf(long)).toBe('reference: expected up to 200 characters')
  })
})
