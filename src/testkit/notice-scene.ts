import { pino } from 'pino'
import { readConfig } from '../config.js'
import type { Database } from '../db/database.js'
import { NoticeMail } from '../monitoring/notices/notice.mail.js'
import { NoticeTeller } from '../monitoring/notices/notice.teller.js'
import { noticeChanges } from '../monitoring/notices/notice-changes.job.js'
import { ask } from './ask.js'
import { rowsOf } from './census.js'
import { act } from './staff-acts.js'
import type { TestGateway, TestVendor } from './test-gateway.js'

const GOING_ON = new AbortController().signal
const CHANGES = 'changes { sections { section changed { fields { field before after } } } }'

/** A notice as who monitors reads it. */
export interface TestNotice {
  id: string
  noticedAt: string
  sections: string[]
  changeCount: number
  changes: {
    sections: { section: string; changed: { fields: { field: string; before: string; after: string }[] }[] }[]
  }
  profile: { documentNumber: string }
}

/** The letters of notices, as the gateway would write them. */
export function noticeMail({ gateway, clock }: TestGateway): NoticeMail {
  return new NoticeMail(gateway.jobs, clock, readConfig({}).publisher)
}

/** Looks for changes and tells of them, as one process does: on connections of its own if it is given a database. */
export async function lookForChanges(
  gateway: TestGateway,
  database: Database = gateway.database,
  mail: NoticeMail = noticeMail(gateway),
): Promise<void> {
  const silent = pino({ level: 'silent' })
  const teller = new NoticeTeller(database, gateway.clock, gateway.gateway.jobs, mail, () => undefined, silent)
  await noticeChanges(database, gateway.clock, teller)({}, GOING_ON)
}

/** Changes the first license of a fictional clinician; returns its status from now on. */
export async function changeClinician(
  { client, organizationId }: TestVendor,
  clinicianId: string,
): Promise<string | null> {
  const input = { organizationId, clinicianId }
  const { licenseStatus } = await act<{ licenseStatus: string | null }>(
    client,
    'simulateClinicianChange',
    input,
    'licenseStatus',
  )
  return licenseStatus
}

/** Writes down a load that runs, and that it made the changes of the clinician that nobody claims yet. */
export async function asLoad(gateway: TestGateway, clinicianId: string, load: string): Promise<void> {
  await rowsOf(
    gateway,
    `insert into source_loads (id, source, file_name, file_sha256, file_bytes, started_at, rows_read, rows_inserted,
       rows_updated, rows_unchanged, rows_skipped, rows_rejected, loader, scope, state)
     values ($1, 'NPPES', 'a.csv', repeat('a', 64), 1, now(), 0, 0, 0, 0, 0, 0, 'nppes', 'UPDATE', 'RUNNING')
     on conflict do nothing`,
    [load],
  )
  await rowsOf(gateway, 'update clinician_changes set load_id = $1 where clinician_id = $2 and load_id is null', [
    load,
    clinicianId,
  ])
}

/** Ends the load, well or not: what it changed is there. */
export async function endLoad(gateway: TestGateway, load: string): Promise<void> {
  await rowsOf(gateway, `update source_loads set state = 'FAILED', finished_at = now(), error = 'x' where id = $1`, [
    load,
  ])
}

/** What the organization was told, the newest first. */
export async function noticesOf({ client, organizationId }: TestVendor): Promise<TestNotice[]> {
  const query = `query ($id: ID!) { organization(id: $id) { monitoringNotices {
    nodes { id noticedAt sections changeCount ${CHANGES} profile { documentNumber } } } } }`
  const { data } = await ask<{ organization: { monitoringNotices: { nodes: TestNotice[] } } }>(client, query, {
    id: organizationId,
  })
  return data?.organization.monitoringNotices.nodes ?? []
}
