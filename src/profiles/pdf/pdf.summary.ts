import { wasAskedOf } from '../accreditation/sanction.silence.js'
import { type LicenseValue, type ProfileSection, type ProfileSections, SANCTION_KINDS } from '../profile.content.js'
import type { DocumentHeader, ProfileDocument } from '../profile.document.js'
import { asText } from './pdf.glyphs.js'
import { counted, isoDayOf, joined, partialDate } from './pdf.text.js'
import { SANCTION_WORDS } from './pdf.words.js'

/** One cell of the summary: what it is about, the answer, and what the answer rests on. */
export interface SummaryCell {
  label: string
  figure: string
  notes: string[]
  /** True where the answer must not be overlooked. */
  alert?: boolean
}

const UNKNOWN = 'No source has reported'

/** Licenses up to so many are named with their expiry; of more, the states alone. */
const NAMED_LICENSES = 3
const NAMED_CERTIFICATES = 3

/** What a reader looks for first: who it is, active licenses, board certification, sanctions. */
export function summaryCells({ header, content }: ProfileDocument, sections: ProfileSections): SummaryCell[] {
  const isPa = content.kind === 'PHYSICIAN_ASSISTANT' || header.product === 'PA_PROFILE'
  return [
    identityCell(sections),
    licenseCell(sections, isoDayOf(header.asOf, header.timeZone)),
    isPa ? nccpaCell(sections) : boardCell(sections),
    sanctionCell(sections, header.mode),
  ]
}

function identityCell({ NPI: section, BIRTH: birth }: ProfileSections): SummaryCell {
  const [first, ...others] = values(section)
  const [born] = values(birth)
  const notes = born === undefined ? [] : [joined(['Born', partialDate(born.date)], ' ')]
  if (first === undefined) {
    return { label: 'Identity', figure: `NPI: ${absent(section)}`, notes: [...notes, ...noneNotes(section)] }
  }
  const { deactivatedOn, reactivatedOn, enumeratedOn } = first
  const steps = [
    ['enumerated', enumeratedOn],
    ['deactivated', deactivatedOn],
    ['reactivated', reactivatedOn],
  ] as const
  const known = steps.filter(([, date]) => asText(date) !== '')
  if (known.length > 0) notes.push(`NPI ${known.map(([step, date]) => `${step} ${partialDate(date)}`).join(', ')}`)
  if (others.length > 0) notes.push(`and ${counted(others.length, 'other number', 'other numbers')}`)
  return { label: 'Identity', figure: `NPI ${asText(first.number)}`, notes }
}

function licenseCell({ LICENSES: section }: ProfileSections, today: string): SummaryCell {
  const licenses = values(section)
  const label = 'State licenses'
  if (licenses.length === 0) return { label, figure: absent(section), notes: noneNotes(section) }
  const active = licenses.filter((license) => isActive(license, today))
  const silent = licenses.filter((license) => asText(license.status).trim() === '')
  const notes = [
    active.length <= NAMED_LICENSES ? active.map(untilExpiry).join('; ') : statesOf(active).join(', '),
    `On record: ${counted(licenses.length, 'license', 'licenses')} (${statesOf(licenses).join(', ')})`,
  ]
  if (silent.length > 0) notes.push(`Status not reported by the source: ${silent.length}`)
  const none = silent.length === licenses.length ? 'Status not reported' : 'None reported active'
  return { label, figure: active.length === 0 ? none : `${active.length} reported active`, notes }
}

function untilExpiry({ jurisdiction, expiresOn }: LicenseValue): string {
  return joined([asText(jurisdiction) || 'unknown', partialDate(expiresOn)], ' until ')
}

/** Active only where the status says just that, and the date of expiry, as far as it is known, does not contradict it. */
function isActive({ status, expiresOn }: LicenseValue, today: string): boolean {
  const expires = asText(expiresOn)
  const expired = expires !== '' && expires < today.slice(0, expires.length)
  return asText(status).trim().toLowerCase() === 'active' && !expired
}

function statesOf(licenses: readonly LicenseValue[]): string[] {
  return [...new Set(licenses.map((license) => asText(license.jurisdiction) || 'unknown'))].sort()
}

function boardCell({ BOARD_CERTIFICATIONS: section }: ProfileSections): SummaryCell {
  const held = values(section)
  const label = 'Board certification'
  if (held.length === 0) return { label, figure: absent(section), notes: noneNotes(section) }
  const notes = held
    .slice(0, NAMED_CERTIFICATES)
    .map(({ certificate, status, expiresOn }) =>
      joined([joined([certificate, status], ': '), partialDate(expiresOn)], ' until '),
    )
  if (held.length > NAMED_CERTIFICATES) notes.push(`and ${held.length - NAMED_CERTIFICATES} more`)
  return { label, figure: `${counted(held.length, 'certificate', 'certificates')} on record`, notes }
}

function nccpaCell({ NCCPA: section }: ProfileSections): SummaryCell {
  const [first] = values(section)
  const label = 'NCCPA certification'
  if (first === undefined) return { label, figure: absent(section), notes: noneNotes(section) }
  const granted = first.yearGranted ? `Granted ${partialDate(first.yearGranted)}` : ''
  return { label, figure: asText(first.status), notes: [`Number ${asText(first.number)}`, granted] }
}

function sanctionCell({ SANCTIONS: section }: ProfileSections, mode: DocumentHeader['mode']): SummaryCell {
  const reported = values(section)
  const label = 'Sanctions and actions'
  if (reported.length === 0) {
    const notes = noneNotes(section)
    if (notes.length === 0) return { label, figure: UNKNOWN, notes }
    const unknown = SANCTION_KINDS.filter((kind) => !wasAskedOf(kind, section?.noneReported ?? [], mode))
    if (unknown.length === 0) return { label, figure: 'Clear: none reported', notes }
    const kinds = unknown.map((kind) => SANCTION_WORDS[kind]).join(', ')
    const known = notes.map((note) => `None reported ${note}`)
    return { label, figure: 'None reported, in part unknown', notes: [`Not known: ${kinds}`, ...known] }
  }
  const authorities = [...new Set(reported.map((value) => asText(value.authority)))]
  const ended = reported.filter(({ endedOn }) => asText(endedOn) !== '').length
  const notes = [`With a date of end: ${ended} of ${reported.length}`, `By ${joined(authorities, '; ')}`]
  return { label, figure: `NOT CLEAR: ${counted(reported.length, 'entry', 'entries')} reported`, notes, alert: true }
}

function values<Value>(section: ProfileSection<Value> | undefined): Value[] {
  return (section?.elements ?? []).map((element) => element.value)
}

function absent(section: ProfileSection<unknown> | undefined): string {
  return (section?.noneReported ?? []).length > 0 ? 'None reported' : UNKNOWN
}

function noneNotes(section: ProfileSection<unknown> | undefined): string[] {
  if ((section?.elements ?? []).length > 0) return []
  return (section?.noneReported ?? []).map(({ source, asOf }) => `by ${asText(source)} as of ${partialDate(asOf)}`)
}
