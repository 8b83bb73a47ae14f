import { formatLocalTime } from '../../kernel/local-day.js'
import type { MonitoringEndReason } from '../../orders/monitoring/monitoring.words.js'
import { SECTION_TITLES } from '../../profiles/profile.sections.js'
import type { LogRow } from './monitoring-log.queries.js'
import type { MonitoringLogKind } from './monitoring-log.type.js'

/** What people read for a kind of line. */
export const KIND_TITLES: Readonly<Record<MonitoringLogKind, string>> = {
  STARTED: 'Monitoring began',
  CHANGED: 'Change noticed',
  ATTESTED: 'Attestation',
  REMINDED: 'Reminder of the end',
  ENDED: 'Monitoring ended',
}

const END_REASONS: Readonly<Record<MonitoringEndReason, string>> = {
  EXPIRED: 'its term ran out',
  DISCONTINUED: 'the organization discontinued it',
  REFUNDED: 'its price was paid back',
}

/** What a line says besides its kind, in words; empty for nothing. Instants are those of the time zone. */
export function wordsOf(row: LogRow, timeZone: string): string {
  const { periodFrom, periodUntil, changeCount } = row
  switch (row.kind) {
    case 'CHANGED': {
      const sections = (row.sections ?? []).map((section) => SECTION_TITLES[section]).join(', ')
      return `${sections}; document ${row.documentNumber ?? ''}`
    }
    case 'ATTESTED': {
      if (periodFrom === null || periodUntil === null) return ''
      const period = `${formatLocalTime(periodFrom, timeZone)} to ${formatLocalTime(periodUntil, timeZone)}`
      return changeCount === 0 ? `No change within ${period}` : `${changeCount} noticed within ${period}`
    }
    case 'ENDED':
      return row.endReason === null ? '' : END_REASONS[row.endReason]
    default:
      return ''
  }
}
