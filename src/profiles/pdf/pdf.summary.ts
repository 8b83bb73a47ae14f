import type { LicenseValue, ProfileSection, ProfileSections } from '../profile.content.js'
import type { ProfileDocument } from '../profile.document.js'
import { asText } from './pdf.glyphs.js'
import { counted, joined, partialDate } from './pdf.text.js'

/** One cell of the summary: what it is about, the answer, and what the answer rests on. */
export interface SummaryCell {
  label: string
  figure: string
  notes: string[]
  /** True where the answer must not be overlooked. */
  alert?: boolean
}

const UNKNOWN = 'No source has reported'

/** What a reader looks for first: NPI, licenses, board certification, sanctions. */
export function summaryCells({ header, content }: ProfileDocument, sections: ProfileSections): SummaryCell[] {
  const isPa = content.kind === 'PHYSICIAN_ASSISTANT' || header.product === 'PA_PROFILE'
  return [
    npiCell(sections),
    licenseCell(sections, asText(header.asOf).slice(0, 10)),
    isPa ? nccpaCell(sections) : boardCell(sections),
    sanctionCell(sections),
  ]
}

function npiCell({ NPI: section }: ProfileSections): SummaryCell {
  const [first, ...others] = values(section)
  const cell = {
    label: 'NPI',
    figure: first === undefined ? absent(section) : asText(first.number),
    notes: noneNotes(section),
  }
  if (first === undefined) return cell
  const { deactivatedOn, reactivatedOn, enumeratedOn } = first
  if (enumeratedOn) cell.notes.push(`Enumerated ${partialDate(enumeratedOn)}`)
  if (deactivatedOn) cell.notes.push(`Deactivated ${partialDate(deactivatedOn)}`)
  if (reactivatedOn) cell.notes.push(`Reactivated ${partialDate(reactivatedOn)}`)
  if (others.length > 0) cell.notes.push(`and ${counted(others.length, 'other number', 'other numbers')}`)
  return cell
}

function licenseCell({ LICENSES: section }: ProfileSections, today: string): SummaryCell {
  const licenses = values(section)
  const label = 'State licenses'
  if (licenses.length === 0) return { label, figure: absent(section), notes: noneNotes(section) }
  const states = statesOf(licenses)
  const active = licenses.filter((license) => isActive(license, today))
  const silent = licenses.filter((license) => asText(license.status).trim() === '')
  const notes = [states.join(', ')]
  if (active.length > 0) notes.push(`Reported active: ${active.length} (${statesOf(active).join(', ')})`)
  else if (silent.length < licenses.length) notes.push('None reported active and unexpired')
  if (silent.length > 0) notes.push(`Status not reported by the source: ${silent.length}`)
  const where = counted(states.length, 'jurisdiction', 'jurisdictions')
  return { label, figure: `${counted(licenses.length, 'license', 'licenses')} in ${where}`, notes }
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
  const notes = held.slice(0, 3).map((value) => joined([value.certificate, value.status], ': '))
  if (held.length > 3) notes.push(`and ${held.length - 3} more`)
  return { label, figure: counted(held.length, 'certificate', 'certificates'), notes }
}

function nccpaCell({ NCCPA: section }: ProfileSections): SummaryCell {
  const [first] = values(section)
  const label = 'NCCPA certification'
  if (first === undefined) return { label, figure: absent(section), notes: noneNotes(section) }
  const granted = first.yearGranted ? `Granted ${partialDate(first.yearGranted)}` : ''
  return { label, figure: asText(first.status), notes: [`Number ${asText(first.number)}`, granted] }
}

function sanctionCell({ SANCTIONS: section }: ProfileSections): SummaryCell {
  const reported = values(section)
  const label = 'Sanctions and actions'
  if (reported.length === 0) return { label, figure: absent(section), notes: noneNotes(section) }
  const authorities = [...new Set(reported.map((value) => asText(value.authority)))]
  const figure = `REPORTED: ${counted(reported.length, 'entry', 'entries')}`
  return { label, figure, notes: [`By ${joined(authorities, '; ')}`], alert: true }
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
