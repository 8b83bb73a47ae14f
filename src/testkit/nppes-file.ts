import { readFileSync } from 'node:fs'
import { nppesSampleFile } from '../sources/samples.js'

/** Values of a row by the names of their columns; the others are empty. */
export type NppesRow = Readonly<Record<string, string>>

/** The column names of the main file, in their order. */
export function nppesHeader(): string[] {
  const [line = ''] = readFileSync(nppesSampleFile(), 'latin1').split('\n', 1)
  return line.slice(1, -1).split('","')
}

/** A row of the main file as NPPES writes it, without its line end. */
export function nppesLine(row: NppesRow, header: readonly string[] = nppesHeader()): string {
  for (const name of Object.keys(row)) if (!header.includes(name)) throw new Error(`NPPES has no column "${name}"`)
  return `"${header.map((name) => row[name] ?? '').join('","')}"`
}

/** A main file of those rows. */
export function nppesText(
  rows: readonly NppesRow[],
  lineEnd = '\n',
  header: readonly string[] = nppesHeader(),
): string {
  return [`"${header.join('","')}"`, ...rows.map((row) => nppesLine(row, header)), ''].join(lineEnd)
}

/** A fictional physician: her NPI begins with 2, as no number that is in use does. */
export const FICTIONAL_NPPES_PHYSICIAN: NppesRow = {
  NPI: '2980000014',
  'Entity Type Code': '1',
  'Provider Last Name (Legal Name)': 'FICTIONAL-SMITH',
  'Provider First Name': 'TESTA',
  'Provider Middle Name': 'Q',
  'Provider Credential Text': 'M. D.',
  'Provider Other Last Name': 'MAIDENSON',
  'Provider Other Last Name Type Code': '1',
  'Provider First Line Business Mailing Address': 'PO BOX 1',
  'Provider Business Mailing Address City Name': 'SAMPLETON',
  'Provider Business Mailing Address State Name': 'NE',
  'Provider Business Mailing Address Postal Code': '688482168',
  'Provider Business Mailing Address Country Code (If outside U.S.)': 'US',
  'Provider First Line Business Practice Location Address': '1 MOCK AVE',
  'Provider Second Line Business Practice Location Address': 'SUITE 2',
  'Provider Business Practice Location Address City Name': 'MOCKPORT',
  'Provider Business Practice Location Address State Name': 'IA',
  'Provider Business Practice Location Address Postal Code': '50001',
  'Provider Business Practice Location Address Telephone Number': '3085550100',
  'Provider Enumeration Date': '05/23/2005',
  'Last Update Date': '07/08/2024',
  'Healthcare Provider Taxonomy Code_1': '207R00000X',
  'Healthcare Provider Primary Taxonomy Switch_1': 'N',
  'Provider License Number_1': 'MD 018839',
  'Provider License Number State Code_1': 'NE',
  'Healthcare Provider Taxonomy Code_2': '207RC0000X',
  'Healthcare Provider Primary Taxonomy Switch_2': 'Y',
  'Provider License Number_2': '018839',
  'Provider License Number State Code_2': 'NE',
  'Healthcare Provider Taxonomy Code_3': '207R00000X',
  'Provider License Number_3': '35.096390',
  'Provider License Number State Code_3': 'OH',
  'Provider License Number_4': 'PENDING',
  'Provider License Number State Code_4': 'IA',
  'Provider License Number_5': '=========',
  'Provider License Number State Code_5': 'IA',
}
