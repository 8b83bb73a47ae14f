import type { SectionCode, SectionValues } from '../profile.content.js'
import type { TableColumn } from './pdf.table.js'
import { address, countryName, joined, partialDate, personName, phone, yesNo } from './pdf.text.js'
import {
  DURATION_WORDS,
  jurisdictionName,
  NAME_TYPES,
  SANCTION_WORDS,
  TRAINING_STATUS_WORDS,
  wordsFor,
} from './pdf.words.js'

/** A column that knows what to print of an element; a line break starts a second, quieter line. */
export interface SectionColumn<Value> extends TableColumn {
  cell: (value: Value) => string
}

/** How a section prints: its columns, what needs the whole width below them, and a word above each row. */
export interface SectionLayout<Value> {
  columns: readonly SectionColumn<Value>[]
  details?: (value: Value) => string[]
  label?: (number: number, count: number) => string
}

/** Every section's table. Shares of a row are relative to each other; heads are empty where the title says it all. */
export const SECTION_LAYOUTS: { readonly [Code in SectionCode]: SectionLayout<SectionValues[Code]> } = {
  NAMES: {
    columns: [
      { head: 'Name', share: 5, strong: true, cell: personName },
      { head: 'Kind', share: 2, cell: (name) => wordsFor(NAME_TYPES, name.type) },
    ],
  },
  MAILING_ADDRESS: { columns: [{ head: '', share: 1, cell: address }] },
  OFFICE_ADDRESS: { columns: [{ head: '', share: 1, cell: address }] },
  OFFICE_PHONE: { columns: [{ head: '', share: 1, cell: phone }] },
  BIRTH: {
    columns: [
      { head: 'Birth date', share: 2, strong: true, cell: (birth) => partialDate(birth.date) },
      {
        head: 'Birth place',
        share: 5,
        cell: (birth) =>
          joined(
            [birth.city, birth.state, birth.country === 'US' ? 'United States' : countryName(birth.country)],
            ', ',
          ),
      },
    ],
  },
  ACTIVITY: {
    columns: [
      { head: 'Major professional activity', share: 3, cell: (activity) => activity.majorActivity ?? '' },
      { head: 'Self-designated specialty', share: 3, strong: true, cell: (activity) => activity.specialty?.name ?? '' },
      { head: 'Taxonomy code', share: 1.6, cell: (activity) => activity.specialty?.taxonomyCode ?? '' },
      { head: 'Primary', share: 1, cell: (activity) => yesNo(activity.specialty?.primary ?? null) },
    ],
  },
  MEMBERSHIP: { columns: [{ head: '', share: 1, cell: (membership) => membership.status }] },
  NPI: {
    columns: [
      { head: 'NPI', share: 2, strong: true, cell: (npi) => npi.number },
      { head: 'Enumerated', share: 2, cell: (npi) => partialDate(npi.enumeratedOn) },
      { head: 'Deactivated', share: 2, cell: (npi) => partialDate(npi.deactivatedOn) },
      { head: 'Reactivated', share: 2, cell: (npi) => partialDate(npi.reactivatedOn) },
    ],
  },
  EDUCATION: {
    columns: [
      { head: 'School', share: 4.4, strong: true, cell: (school) => joined([school.school, school.location], '\n') },
      { head: 'Degree', share: 2.3, cell: (school) => joined([school.degree, school.degreeType], '\n') },
      { head: 'Enrolled', share: 2.1, cell: (school) => partialDate(school.enrolledOn) },
      { head: 'Degree date', share: 2.1, cell: (school) => partialDate(school.degreeOn) },
      { head: 'Verified by school', share: 1.9, cell: (school) => yesNo(school.verified) },
    ],
  },
  TRAINING: {
    columns: [
      {
        head: 'Institution and program',
        share: 3.6,
        strong: true,
        cell: (training) => joined([training.institution, training.program, jurisdictionName(training.state)], '\n'),
      },
      { head: 'Specialty and type', share: 2.3, cell: (training) => joined([training.specialty, training.type], '\n') },
      { head: 'Start', share: 2.1, cell: (training) => partialDate(training.startedOn) },
      { head: 'End', share: 2.1, cell: (training) => partialDate(training.endedOn) },
      { head: 'Status', share: 1.7, cell: (training) => wordsFor(TRAINING_STATUS_WORDS, training.status) },
    ],
  },
  NATIONAL_BOARDS: {
    columns: [
      { head: 'Board', share: 2, strong: true, cell: (board) => board.board },
      { head: 'Examination', share: 4, cell: (board) => board.examination ?? '' },
      { head: 'Certified', share: 2, cell: (board) => partialDate(board.certifiedOn) },
    ],
  },
  LICENSES: {
    columns: [
      { head: 'Jurisdiction', share: 2.4, strong: true, cell: (license) => jurisdictionName(license.jurisdiction) },
      { head: 'Number', share: 1.7, cell: (license) => license.number },
      { head: 'Type', share: 2.6, cell: (license) => license.type ?? '' },
      { head: 'Status', share: 1.4, cell: (license) => license.status ?? '' },
      { head: 'Issued', share: 2, cell: (license) => partialDate(license.issuedOn) },
      { head: 'Expires', share: 1.9, cell: (license) => partialDate(license.expiresOn) },
    ],
  },
  ECFMG: {
    columns: [
      { head: 'ECFMG number', share: 2, strong: true, cell: (ecfmg) => ecfmg.number },
      { head: 'Certified', share: 5, cell: (ecfmg) => partialDate(ecfmg.certifiedOn) },
    ],
  },
  DEA: {
    columns: [
      { head: 'DEA number', share: 2, strong: true, cell: (dea) => dea.number },
      {
        head: 'Schedules',
        share: 2.4,
        cell: (dea) => joined(Array.isArray(dea.schedules) ? dea.schedules : [], ', '),
      },
      { head: 'Expires', share: 2, cell: (dea) => partialDate(dea.expiresOn) },
      { head: 'City and state', share: 2.6, cell: (dea) => joined([dea.city, dea.state], ', ') },
    ],
  },
  BOARD_CERTIFICATIONS: {
    columns: [
      {
        head: 'Certificate and board',
        share: 3.5,
        strong: true,
        cell: (held) => joined([held.certificate, held.board], '\n'),
      },
      { head: 'Status', share: 1.3, cell: (held) => held.status },
      {
        head: 'Type and duration',
        share: 1.8,
        cell: (held) => joined([held.type, wordsFor(DURATION_WORDS, held.duration)], '\n'),
      },
      { head: 'Effective', share: 2.1, cell: (held) => partialDate(held.effectiveOn) },
      { head: 'Expires', share: 2.1, cell: (held) => partialDate(held.expiresOn) },
      { head: 'Reverification', share: 1.9, cell: (held) => partialDate(held.reverificationOn) },
    ],
    details: (held) => [
      `Participating in continuing certification: ${yesNo(held.participatingInContinuingCertification) || 'not reported'}`,
    ],
  },
  SANCTIONS: {
    // In words, because a color is lost on a black and white printer and on a screen reader.
    label: (number, count) => `SANCTION OR ACTION REPORTED (${number} of ${count})`,
    columns: [
      { head: 'Kind', share: 2.3, strong: true, cell: (sanction) => wordsFor(SANCTION_WORDS, sanction.kind) },
      { head: 'Authority', share: 3, cell: (sanction) => sanction.authority },
      { head: 'Action', share: 2.6, cell: (sanction) => sanction.action },
      { head: 'Action date', share: 2.1, cell: (sanction) => partialDate(sanction.actionOn) },
      { head: 'Ended', share: 2.1, cell: (sanction) => partialDate(sanction.endedOn) },
    ],
    details: (sanction) => (sanction.description ? [`Description: ${sanction.description}`] : []),
  },
  PA_PROGRAM: {
    columns: [
      { head: 'Program', share: 4, strong: true, cell: (program) => program.school },
      { head: 'Location', share: 3, cell: (program) => program.location ?? '' },
      { head: 'Degree year', share: 2, cell: (program) => partialDate(program.degreeYear) },
    ],
  },
  NCCPA: {
    columns: [
      { head: 'NCCPA number', share: 2, strong: true, cell: (nccpa) => nccpa.number },
      { head: 'Status', share: 3, cell: (nccpa) => nccpa.status },
      { head: 'Year granted', share: 2, cell: (nccpa) => partialDate(nccpa.yearGranted) },
    ],
  },
}
