import { once } from 'node:events'
import { Command, InvalidArgumentError, Option } from 'commander'
import { AUDIT_EXPORT_FORMATS, type AuditExportFormat, auditExport, auditRange } from '../../src/audit/audit.export.js'
import { recordAudit } from '../../src/audit/audit.trail.js'
import { type AuditReport, AuditVerifier, type VerificationWish } from '../../src/audit/audit.verifier.js'
import { requireReason } from '../../src/audit/reason.js'
import { systemClock } from '../../src/kernel/clock.js'
import { Organization } from '../../src/organizations/organization.entity.js'
import { parseInstant, parsePositive, REASON_OPTION } from './arguments.js'
import { withDatabase } from './database.js'
import { NotWell, OperatorError, operatorRequest } from './operator.js'

type VerifyOptions = VerificationWish & { json?: true }

interface ExportOptions {
  organization: string
  format: AuditExportFormat
  reason: string
  from?: Date
  until?: Date
}

async function verify({ json, ...wish }: VerifyOptions): Promise<void> {
  await withDatabase(async ({ database }) => {
    const verifier = new AuditVerifier(database, (fault) => {
      console.log(json ? JSON.stringify({ fault }) : `${fault.kind}: ${fault.message}`)
    })
    const report = await verifier.verify(wish)
    console.log(
      json
        ? JSON.stringify({ report: { intact: report.faults === 0, headCompared: wish.head !== undefined, ...report } })
        : inWords(report, wish),
    )
    if (report.faults > 0) throw new NotWell()
  })
}

function inWords(
  { seals, intactEvents, retiredEvents, unsealed, head, faults }: AuditReport,
  wish: VerificationWish,
): string {
  const { count, newestId, oldestAt, newestAt } = unsealed
  return [
    `${faults === 0 ? 'intact' : `NOT INTACT: ${faults} faults`}; ${seals} seals, ${intactEvents} events as they were sealed`,
    ...(retiredEvents === 0 ? [] : [`${retiredEvents} events were dropped past their time`]),
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
  await withDatabase(async ({ database }) => {
    const at = systemClock.now()
    const range = auditRange(wanted, at)
    const checked = requireReason(reason)
    await database.transaction(async (tx) => {
      const organization = await tx.manager.findOneBy(Organization, { id })
      if (organization === null) throw new OperatorError(`no organization has the id "${id}"`)
      await recordAudit(tx, {
        action: 'AUDIT_EXPORTED',
        actor: 'OPERATOR',
        request: operatorRequest(),
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

function parseHead(text: string): VerificationWish['head'] {
  const [, sequence = '', hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text) ?? []
  if (sequence !== '') return { sequence: parsePositive(sequence), hash: hash.toLowerCase() }
  throw new InvalidArgumentError('expected <sequence>:<hash>, as an earlier verification printed it')
}

const EXAMPLES = `
Examples:
  pgw audit verify
  pgw audit verify --head 1234:9f86d0818… --json
  pgw audit export --organization org_… --reason "asked for by their auditor" > events.csv`

/** `pgw audit` */
export function auditCommand(): Command {
  const audit = new Command('audit').description('the audit trail').addHelpText('after', EXAMPLES)
  audit
    .command('verify')
    .description(
      'compares every event with its seal, and every seal with the one before; exit code 1 unless all is intact',
    )
    .option('--from <sequence>', 'the first seal to look at; what is before it is believed', parsePositive)
    .option('--head <sequence:hash>', 'a seal and its hash that were kept elsewhere', parseHead)
    .option('--json', 'one JSON object a line: every fault, then the report')
    .action(verify)
  audit
    .command('export')
    .description("writes an organization's events, the oldest first, to standard output; the export itself is audited")
    .requiredOption('--organization <id>', 'org_…')
    .requiredOption(...REASON_OPTION)
    .addOption(new Option('--format <format>', 'of the file').choices(AUDIT_EXPORT_FORMATS).default('csv'))
    .option('--from <date>', 'the first moment (default: 31 days before the end)', parseInstant)
    .option('--until <date>', 'the first moment that is too late, up to 366 days later (default: now)', parseInstant)
    .action(exportTrail)
  return audit
}
