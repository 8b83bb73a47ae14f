import { once } from 'node:events'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { AUDIT_EXPORT_FORMATS, type AuditExportFormat, auditExport, auditRange } from '../src/audit/audit.export.js'
import { recordAudit } from '../src/audit/audit.trail.js'
import { type AuditReport, AuditVerifier, type VerificationWish } from '../src/audit/audit.verifier.js'
import { requireReason } from '../src/audit/reason.js'
import type { Database } from '../src/db/database.js'
import { systemClock } from '../src/kernel/clock.js'
import { RequestError, UserErrors } from '../src/kernel/errors.js'
import { newId } from '../src/kernel/ids.js'
import { Organization } from '../src/organizations/organization.entity.js'
import { openScriptDatabase, ScriptError } from './lib/script-database.js'

type VerifyOptions = VerificationWish & { json?: true }

interface ExportOptions {
  organization: string
  format: AuditExportFormat
  reason: string
  from?: Date
  until?: Date
}

async function verify({ json, ...wish }: VerifyOptions): Promise<void> {
  await withDatabase(async (database) => {
    const verifier = new AuditVerifier(database, (fault) => {
      console.log(json ? JSON.stringify({ fault }) : `${fault.kind}: ${fault.message}`)
    })
    const report = await verifier.verify(wish)
    console.log(
      json
        ? JSON.stringify({ report: { intact: report.faults === 0, headCompared: wish.head !== undefined, ...report } })
        : inWords(report, wish),
    )
    if (report.faults > 0) process.exitCode = 1
  })
}

function inWords({ seals, intactEvents, unsealed, head, faults }: AuditReport, wish: VerificationWish): string {
  const { count, newestId, oldestAt, newestAt } = unsealed
  return [
    `${faults === 0 ? 'intact' : `NOT INTACT: ${faults} faults`}; ${seals} seals, ${intactEvents} events as they were sealed`,
    count === 0
      ? 'every event is sealed'
      : `not sealed yet: ${count}, from ${oldestAt?.toISOString()} to ${newestAt?.toISOString()} (event ${newestId})`,
    ...(wish.head === undefined
      ? ['no kept head was compared: a chain cut off at its end, or made anew, looks the same']
      : []),
    ...(head === null ? [] : [`head ${head.sequence}:${head.hash}`]),
  ].join('\n')
}

async function exportTrail({ organization: id, format, reason, ...wanted }: ExportOptions): Promise<void> {
  await withDatabase(async (database) => {
    const at = systemClock.now()
    const range = auditRange(wanted, at)
    const checked = requireReason(reason)
    await database.transaction(async (tx) => {
      const organization = await tx.manager.findOneBy(Organization, { id })
      if (organization === null) throw new ScriptError(`no organization has the id "${id}"`)
      await recordAudit(tx, {
        action: 'AUDIT_EXPORTED',
        actor: 'OPERATOR',
        request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
        organizationId: id,
        subject: { kind: 'organization', ids: [id] },
        reason: checked,
        at,
      })
    })
    for await (const text of auditExport(database, id, range, format)) {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain')
    }
  })
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const { database, close } = await openScriptDatabase()
  try {
    await work(database)
  } finally {
    await close()
  }
}

function parseSequence(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('expected the sequence of a seal: 1, 2, 3 …')
}

function parseHead(text: string): VerificationWish['head'] {
  const [, sequence = '', hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text) ?? []
  if (sequence !== '') return { sequence: parseSequence(sequence), hash: hash.toLowerCase() }
  throw new InvalidArgumentError('expected <sequence>:<hash>, as an earlier verification printed it')
}

function parseInstant(text: string): Date {
  const instant = new Date(text)
  if (!Number.isNaN(instant.getTime())) return instant
  throw new InvalidArgumentError('expected a date, or a moment such as 2026-11-03T16:05:00Z')
}

const program = new Command('audit').description('Verifies and exports the audit trail.').exitOverride()
program
  .command('verify')
  .description(
    'compares every event with its seal, and every seal with the one before; exit code 1 unless all is intact',
  )
  .option('--from <sequence>', 'the first seal to look at; what is before it is believed', parseSequence)
  .option('--head <sequence:hash>', 'a seal and its hash that were kept elsewhere', parseHead)
  .option('--json', 'one JSON object a line: every fault, then the report')
  .exitOverride()
  .action(verify)
program
  .command('export')
  .description("writes an organization's events, the oldest first, to standard output; the export itself is audited")
  .requiredOption('--organization <id>', 'org_…')
  .requiredOption('--reason <text>', 'why; it goes into the trail')
  .addOption(new Option('--format <format>', 'of the file').choices(AUDIT_EXPORT_FORMATS).default('csv'))
  .option('--from <date>', 'the first moment (default: 31 days before the end)', parseInstant)
  .option('--until <date>', 'the first moment that is too late, up to 366 days later (default: now)', parseInstant)
  .exitOverride()
  .action(exportTrail)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = 1
  if (error instanceof CommanderError) process.exitCode = error.exitCode
  else if (error instanceof ScriptError || error instanceof RequestError || error instanceof UserErrors) {
    process.stderr.write(`${error.message}\n`)
  } else throw error
}
