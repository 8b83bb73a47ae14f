import type { LinkPurpose } from '../../files/signed-link.js'

export const LOG_FORMATS = ['PDF', 'CSV'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

/** `clinician` is empty in links to the log of all; the subject is the organization. */
export type MonitoringLogClaim = 'form' | 'from' | 'through' | 'clinician' | 'actorKind' | 'actor' | 'key'

/** Links to logs, for whoever asked for the link. */
export const MONITORING_LOG_LINK: LinkPurpose<MonitoringLogClaim> = {
  name: 'monitoring-log',
  path: 'monitoring-logs',
  claims: ['form', 'from', 'through', 'clinician', 'actorKind', 'actor', 'key'],
}
