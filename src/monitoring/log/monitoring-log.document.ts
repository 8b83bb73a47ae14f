import { localDayOf } from '../../kernel/local-day.js'
import type { Publisher } from '../../kernel/publisher.js'
import { instant } from '../../profiles/pdf/pdf.text.js'
import type { TabularDocument } from '../../profiles/pdf/render-tabular-pdf.js'
import type { LogRow } from './monitoring-log.queries.js'
import { KIND_TITLES, wordsOf } from './monitoring-log.words.js'

/** Of what a log is printed. */
export interface PrintedLog {
  organization: { id: string; name: string; mode: 'TEST' | 'LIVE'; timeZone: string }
  /** First and last day, `YYYY-MM-DD`. */
  from: string
  through: string
  rows: readonly LogRow[]
  asOf: Date
}

/** The log as a document to be rendered. */
export function monitoringLogDocument(log: PrintedLog, publisher: Publisher): TabularDocument {
  const { organization, from, through, rows, asOf } = log
  const { timeZone } = organization
  const attested = rows.filter(({ kind }) => kind === 'ATTESTED')
  const days = `${from} to ${through}`
  return {
    isTest: organization.mode === 'TEST',
    publisher,
    title: 'Monitoring log',
    name: days,
    number: organization.id,
    subject: `Monitoring log of ${organization.name}, ${days}`,
    asOf: asOf.toISOString(),
    facts: [
      ['Organization', organization.name],
      ['Clinicians in this log', String(new Set(rows.map(({ clinicianId }) => clinicianId)).size)],
      ['Changes noticed', String(rows.filter(({ kind }) => kind === 'CHANGED').length)],
      ['Attestations of no change', String(attested.filter(({ changeCount }) => changeCount === 0).length)],
      ['As of', instant(asOf.toISOString(), timeZone)],
      ['Time zone of printed dates', timeZone],
    ],
    sections: [
      {
        title: 'Log',
        columns: [
          { head: 'Date', share: 1 },
          { head: 'Clinician', share: 2, strong: true },
          { head: 'What happened', share: 1.5 },
          { head: 'Details', share: 3.2 },
        ],
        rows: rows.map((row) => ({
          cells: [
            localDayOf(row.at, timeZone),
            `${[row.lastName, row.firstName].filter(Boolean).join(', ')}\n${row.npi ?? row.clinicianId}`,
            KIND_TITLES[row.kind],
            wordsOf(row, timeZone) || null,
          ],
        })),
        none: 'Nothing happened within these days.',
      },
    ],
    notices: [
      {
        title: 'What is monitored',
        text: 'Licenses, sanctions, NPI, DEA registration, board certification, training and education, as the publisher’s sources report them.',
      },
      {
        title: 'Attestation',
        text: 'That no change was noticed within a period says what the sources had reported by its end, and nothing of what no source reports.',
      },
      ...(organization.mode === 'TEST'
        ? [{ title: 'Test mode', text: 'All clinicians of this log are fictional.' }]
        : []),
    ],
  }
}
