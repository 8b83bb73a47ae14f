import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Every so many clinicians a load changes one: one per cent of those with even numbers, or of those with odd ones. */
export const CHANGED_EVERY = 200

/** The NPI of a clinician of the bench: it begins with 2, and its check digit is right. */
export function npiOf(index: number): string {
  const nine = String(200_000_000 + index)
  // Luhn over 80840 and the digits: 24 is what the prefix brings.
  const sum = [...nine].reduce((total, digit, place) => {
    const doubled = place % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 24)
  return `${nine}${(10 - (sum % 10)) % 10}`
}

/** Writes the file that brings the clinicians, each with two licenses, as JSON Lines of the publisher's own format. */
export async function writeClinicians(file: string, count: number): Promise<void> {
  await writeLines(file, count, 1, (index) => [
    {
      section: 'IDENTITY',
      npi: npiOf(index),
      kind: 'PHYSICIAN',
      first: 'Testina',
      last: surnameOf(index),
      credential: 'MD',
      birthDate: '1970-01-02',
    },
    license(index, 'IA', 'Active'),
    license(index, 'NE', 'Active'),
  ])
}

/** Writes an update that gives one license of one clinician of {@link CHANGED_EVERY} another status, from the `offset`th on. */
export async function writeChanges(file: string, count: number, status: string, offset = 0): Promise<void> {
  await writeLines(file, count, CHANGED_EVERY, (index) => [license(index, 'IA', status)], offset)
}

/** The family name of a clinician of the bench: of nobody else there. */
export function surnameOf(index: number): string {
  return `Fictional-${[...String(index)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')}`
}

function license(index: number, jurisdiction: string, status: string): object {
  return {
    ...{ section: 'LICENSES', npi: npiOf(index), recordKey: jurisdiction, jurisdiction, number: `MD-${index}`, status },
    ...{ issuedOn: '2001-07-01', expiresOn: '2027-12-31' },
  }
}

async function writeLines(
  file: string,
  count: number,
  step: number,
  rowsOf: (index: number) => readonly object[],
  offset = 0,
): Promise<void> {
  function* lines() {
    for (let index = offset; index < count; index += step) {
      for (const row of rowsOf(index)) yield `${JSON.stringify(row)}\n`
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file))
}
