import { z } from 'zod'
import { comparableText, factKeyOf } from '../../clinicians/directory.sections.js'
import {
  boolean,
  day,
  ecfmgNumber,
  type FieldFault,
  faultOf,
  nccpaNumber,
  npi,
  optional,
  text,
} from './publisher.fields.js'
import { FILE_SECTIONS, type FileSection, IDENTIFYING_FIELDS, SECTION_FIELDS } from './publisher.sections.js'

/** The numbers by which a row tells its clinician; at least one. */
export interface ClinicianNumbers {
  npi: string | null
  ecfmgNumber: string | null
  nccpaNumber: string | null
}

/** What a row says, as it is staged. */
export interface PublisherPart {
  section: FileSection
  /** Tells the element from the others that the source has of the clinician in this section. */
  element: string
  /** What the fields of the section say; null where the element is removed. */
  row: Readonly<Record<string, unknown>> | null
  lastReportedOn: string | null
  numbers: ClinicianNumbers
}

/** What is wrong with a row, never with its values. */
export interface RowFault {
  reason: FieldFault
  /** Name of the field; empty if it is none that we know. */
  field: string
}

/** A row after all its fields were looked at: what it says, or everything that is wrong with it. */
export interface CheckedRow {
  /** Null if it does not say whose it is. */
  numbers: ClinicianNumbers | null
  part: PublisherPart | null
  faults: readonly RowFault[]
}

/** A row as a file has it: fields by their names, empty ones left out. */
export type RawRow = Readonly<Record<string, unknown>>

const COMMON = z.object({
  section: z.enum(FILE_SECTIONS),
  npi: optional(npi),
  ecfmgNumber: optional(ecfmgNumber),
  nccpaNumber: optional(nccpaNumber),
  recordKey: optional(text(80)),
  lastReportedOn: optional(day),
  removed: boolean.default(false),
})

/** Fields that every row may have, beside those of its section. */
export const COMMON_FIELDS: readonly string[] = Object.keys(COMMON.shape)

/** The names of the fields of a section. */
export function fieldsOf(section: FileSection): readonly string[] {
  return Object.keys(SECTION_FIELDS[section].shape)
}

/** The names of the fields that every row of the section has, unless it removes an element. */
export function requiredFieldsOf(section: FileSection): readonly string[] {
  const shape: Readonly<Record<string, z.ZodType>> = SECTION_FIELDS[section].shape
  return fieldsOf(section).filter((field) => shape[field]?.safeParse(undefined).success === false)
}

const FIELDS_OF_ROWS = new Map(
  FILE_SECTIONS.map((section) => [section, new Set([...COMMON_FIELDS, ...fieldsOf(section)])] as const),
)

/** Of all sections together. */
export const ALL_FIELDS: ReadonlySet<string> = new Set([...COMMON_FIELDS, ...FILE_SECTIONS.flatMap(fieldsOf)])

/**
 * Looks at all fields of a row. `fileSection` is the section of the whole file; null where each row tells its own.
 * The number that the sections ECFMG and NCCPA are about is the one by which a row can tell its clinician.
 */
export function checkRow(raw: RawRow, fileSection: FileSection | null): CheckedRow {
  const faults: RowFault[] = []
  const common = parsed(COMMON, { section: fileSection ?? undefined, ...raw }, faults)
  const numbers = common === undefined ? numbersOf(raw) : anyOf(common)
  if (numbers === null && !faults.some(({ field }) => field in NUMBERS.shape)) {
    faults.push({ reason: 'NO_CLINICIAN', field: 'npi' })
  }
  const section = common?.section ?? COMMON.shape.section.safeParse(raw['section'] ?? fileSection).data
  if (section === undefined) return { numbers, part: null, faults }
  if (fileSection !== null && section !== fileSection) faults.push({ reason: 'UNKNOWN_VALUE', field: 'section' })
  faults.push(...foreignFields(raw, section))
  const required = REQUIRED_NUMBER[section]
  if (required !== undefined && raw[required] === undefined) faults.push({ reason: 'MISSING', field: required })
  const isRemoved = common?.removed ?? false
  const keyed = IDENTIFYING_FIELDS[section].length > 0 && (common?.recordKey ?? null) !== null
  const row = isRemoved
    ? identifying(raw, section, keyed, faults)
    : parsed(SECTION_FIELDS[section] as z.ZodType<Record<string, unknown>>, raw, faults)
  if (faults.length > 0 || common === undefined || row === undefined || numbers === null) {
    return { numbers, part: null, faults }
  }
  const element = keyed ? `=${common.recordKey}` : elementOf(row, section)
  const part = { section, element, row: isRemoved ? null : row, lastReportedOn: common.lastReportedOn, numbers }
  return { numbers, part, faults }
}

const NUMBERS = COMMON.pick({ npi: true, ecfmgNumber: true, nccpaNumber: true })

/** Fields by which a row tells its clinician; of those that it has, the first names the record. */
export const NUMBER_FIELDS = ['npi', 'ecfmgNumber', 'nccpaNumber'] as const

/** Sections about a number itself. */
const REQUIRED_NUMBER: Partial<Record<FileSection, keyof ClinicianNumbers>> = {
  ECFMG: 'ecfmgNumber',
  NCCPA: 'nccpaNumber',
}

/**
 * The numbers by which a row tells its clinician; null if there is none, or a wrong one: the clinician might be somebody
 * else then.
 */
export function numbersOf(raw: RawRow): ClinicianNumbers | null {
  const { data } = NUMBERS.safeParse(raw)
  return data === undefined ? null : anyOf(data)
}

function anyOf({ npi, ecfmgNumber, nccpaNumber }: ClinicianNumbers): ClinicianNumbers | null {
  return (npi ?? ecfmgNumber ?? nccpaNumber) === null ? null : { npi, ecfmgNumber, nccpaNumber }
}

/** A field that belongs to no section is not named: its name is of the file's making. */
function foreignFields(raw: RawRow, section: FileSection): RowFault[] {
  const own = FIELDS_OF_ROWS.get(section)
  return Object.keys(raw)
    .filter((field) => own?.has(field) !== true)
    .map((field) => ({ reason: 'UNKNOWN_FIELD', field: ALL_FIELDS.has(field) ? field : '' }))
}

/** Of an element that is removed, no more is wanted than what tells it from others. */
function identifying(raw: RawRow, section: FileSection, keyed: boolean, faults: RowFault[]): RawRow | undefined {
  if (keyed) return {}
  const shape: Readonly<Record<string, z.ZodType>> = SECTION_FIELDS[section].shape
  const fields = IDENTIFYING_FIELDS[section].map((field) => [field, shape[field] as z.ZodType])
  return parsed(z.object(Object.fromEntries(fields)), raw, faults)
}

function elementOf(row: RawRow, section: FileSection): string {
  const fields = IDENTIFYING_FIELDS[section]
  return fields.length === 0 ? ONLY : factKeyOf(...fields.map((field) => comparableText(row[field])))
}

/** Key of the element of a section that has one at the most. */
const ONLY = 'only'

function parsed<Row>(schema: z.ZodType<Row>, raw: RawRow, faults: RowFault[]): Row | undefined {
  const result = schema.safeParse(raw, { error: faultOf })
  if (result.success) return result.data
  for (const { message, path } of result.error.issues) {
    faults.push({ reason: message as FieldFault, field: String(path[0] ?? '') })
  }
  return undefined
}
