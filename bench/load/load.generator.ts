import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { nppesSampleFile } from '../../src/sources/samples.js'

/** Kinds of rows, in parts of a hundred: as the whole file has them, and as a file of clinicians would. */
export const MIXES = {
  usual: { clinician: 15, organization: 20, deactivated: 4, other: 61 },
  sample: { clinician: 85, organization: 4, deactivated: 4, other: 7 },
} as const
export type Mix = keyof typeof MIXES
type Kind = keyof (typeof MIXES)[Mix]

export interface GeneratedFile {
  rows: number
  mix: Mix
  /** Every so many rows one is written, changed since; 1 for all of them, unchanged. */
  everyNth?: number
}

const SURNAMES = 'FICTIONAL SAMPLETON MOCKFORD TESTERSON PRETENDER IMAGINE EXEMPLAR DUMMYBERG'.split(' ')
const GIVEN = 'TESTA MOCKO SAMPLIA FAUXINE PRETENDO EXEMPLA IMAGO FICTA NOMEN PLACE'.split(' ')
const CITIES = 'MOCKPORT SAMPLETON TESTVILLE FAUXBURG EXAMPLE IMAGINARY'.split(' ')
const STATES = 'NE IA TX CA NY FL OH PA IL GA NC MI'.split(' ')
const PHYSICIAN_CODES = '207R00000X 207Q00000X 208000000X 2084P0800X 207RC0000X 208M00000X'.split(' ')
const OTHER_CODES = '163W00000X 101YM0800X 225100000X 122300000X 106S00000X 183500000X'.split(' ')

/** Writes a main file of made-up rows, the same for the same `what`; of no row more than one chunk is in memory. */
export async function generateNppesFile(file: string, what: GeneratedFile): Promise<void> {
  const header = await headerLine()
  const writer = new RowWriter(header)
  const { everyNth = 1 } = what
  const out = createWriteStream(file)
  let text = `${header}\n`
  for (let i = 0; i < what.rows; i += everyNth) {
    text += writer.row(i, what.mix, everyNth > 1)
    if (text.length < 1_000_000) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  out.end(text)
  await finished(out)
}

async function headerLine(): Promise<string> {
  const lines = createInterface({ input: createReadStream(nppesSampleFile()) })
  for await (const line of lines) return line
  throw new Error('the sample has no header')
}

/** Fills one row after the other: each begins empty. */
class RowWriter {
  readonly #positions: ReadonlyMap<string, number>
  readonly #count: number
  #values: string[] = []
  #state = 0

  constructor(header: string) {
    const names = header.slice(1, -1).split('","')
    this.#positions = new Map(names.map((name, i) => [name, i]))
    this.#count = names.length
  }

  row(index: number, mix: Mix, changed: boolean): string {
    this.#state = index * 2_654_435_761 + 1
    this.#values = new Array<string>(this.#count).fill('')
    const npi = npiOf(index)
    this.#set('NPI', npi)
    const kind = kindOf(this.#below(100), mix)
    if (kind === 'deactivated') this.#set('NPI Deactivation Date', this.#date())
    else this.#fill(kind, changed)
    return `"${this.#values.join('","')}"\n`
  }

  #fill(kind: Kind, changed: boolean): void {
    this.#set('Entity Type Code', kind === 'organization' ? '2' : '1')
    if (kind === 'organization') {
      this.#set(
        'Provider Organization Name (Legal Business Name)',
        `${this.#of(SURNAMES)} MEDICAL GROUP OF ${this.#of(CITIES)} LLC`,
      )
      this.#set('Authorized Official Last Name', this.#of(SURNAMES))
      this.#set('Authorized Official First Name', this.#of(GIVEN))
      this.#set('Authorized Official Telephone Number', this.#phone())
    } else this.#fillPerson(kind)
    for (const place of ['Mailing', 'Practice Location']) this.#fillAddress(place)
    if (changed) this.#set('Provider Business Practice Location Address Telephone Number', '3085550199')
    this.#set('Provider Enumeration Date', this.#date())
    this.#set('Last Update Date', changed ? '11/01/2026' : this.#date())
    this.#set('Certification Date', this.#date())
    this.#fillTaxonomies(kind)
  }

  #fillPerson(kind: Kind): void {
    this.#set('Provider Last Name (Legal Name)', `${this.#of(SURNAMES)}-${this.#of(SURNAMES)}`)
    this.#set('Provider First Name', this.#of(GIVEN))
    this.#set('Provider Middle Name', 'Q')
    this.#set('Provider Credential Text', kind === 'clinician' ? 'MD' : 'RN')
    this.#set('Provider Sex Code', 'X')
    this.#set('Is Sole Proprietor', 'N')
    if (this.#below(12) > 0) return
    this.#set('Provider Other Last Name', this.#of(SURNAMES))
    this.#set('Provider Other First Name', this.#of(GIVEN))
    this.#set('Provider Other Last Name Type Code', '1')
  }

  #fillAddress(place: string): void {
    this.#set(`Provider First Line Business ${place} Address`, `${this.#below(9999)} MOCK AVENUE`)
    if (this.#below(3) === 0) this.#set(`Provider Second Line Business ${place} Address`, `SUITE ${this.#below(900)}`)
    this.#set(`Provider Business ${place} Address City Name`, this.#of(CITIES))
    this.#set(`Provider Business ${place} Address State Name`, this.#of(STATES))
    this.#set(`Provider Business ${place} Address Postal Code`, String(100_000_000 + this.#below(899_999_999)))
    this.#set(`Provider Business ${place} Address Country Code (If outside U.S.)`, 'US')
    this.#set(`Provider Business ${place} Address Telephone Number`, this.#phone())
  }

  #fillTaxonomies(kind: Kind): void {
    const codes = kind === 'clinician' ? PHYSICIAN_CODES : OTHER_CODES
    const slots = 1 + (this.#below(10) < 3 ? 1 + this.#below(2) : 0)
    for (let slot = 1; slot <= slots; slot++) {
      this.#set(`Healthcare Provider Taxonomy Code_${slot}`, this.#of(codes))
      this.#set(`Healthcare Provider Primary Taxonomy Switch_${slot}`, slot === 1 ? 'Y' : 'N')
      if (kind === 'organization') continue
      this.#set(`Provider License Number_${slot}`, `T${this.#below(999_999)}`)
      this.#set(`Provider License Number State Code_${slot}`, this.#of(STATES))
    }
  }

  #set(name: string, value: string): void {
    const position = this.#positions.get(name)
    // The sample's header is of one vintage: a column that it lacks is left out.
    if (position !== undefined) this.#values[position] = value
  }

  #date(): string {
    const [month, day] = [1 + this.#below(12), 1 + this.#below(28)]
    return `${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}/${2006 + this.#below(20)}`
  }

  #phone(): string {
    return `308555${String(this.#below(10_000)).padStart(4, '0')}`
  }

  #of(words: readonly string[]): string {
    return words[this.#below(words.length)] as string
  }

  /** Mulberry32, begun anew for each row: the same row comes out in every file. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

function kindOf(hundredth: number, mix: Mix): Kind {
  let left = hundredth
  for (const [kind, share] of Object.entries(MIXES[mix]) as [Kind, number][]) {
    if (left < share) return kind
    left -= share
  }
  return 'other'
}

/** The `index`th number that begins with 2, in no order that an index would like: as they stand in the file. */
function npiOf(index: number): string {
  const body = `2${String((index * 61_803_399) % 100_000_000).padStart(8, '0')}`
  let sum = 24
  for (let i = 0; i < 9; i++) {
    const digit = Number(body[i])
    const weighted = i % 2 === 0 ? digit * 2 : digit
    sum += weighted > 9 ? weighted - 9 : weighted
  }
  return `${body}${(10 - (sum % 10)) % 10}`
}
