import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AUDIT_EXPORT_FORMATS, type AuditExportFormat, type AuditRange } from '../audit/audit.export.js'
import type { DenialRecorder } from '../audit/denial.recorder.js'
import { UNAUTHENTICATED_MESSAGE } from '../auth/caller.js'
import { RequestError } from '../kernel/errors.js'
import type { OrganizationAuditExport } from '../organizations/organization.audit-export.js'
import type { Authenticator } from './authenticator.js'
import { errorBody } from './error-body.js'
import { refuse } from './graphql.routes.js'
import { requestInfo } from './server.js'

const ROUTE = '/organizations/:id/audit-events'

const CONTENT_TYPES: Readonly<Record<AuditExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
}

const STATUSES: Readonly<Partial<Record<RequestError['code'], number>>> = {
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  RATE_LIMITED: 429,
}

/** What is wrong with the request, and no denial. */
const MENDABLE: ReadonlySet<RequestError['code']> = new Set(['BAD_USER_INPUT', 'RATE_LIMITED'])

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .optional()
const QUERY = z.strictObject({ format: z.enum(AUDIT_EXPORT_FORMATS).default('csv'), from: instant, until: instant })

/** What the route needs. */
export interface AuditExportParts {
  authenticate: Authenticator
  exports: OrganizationAuditExport
  denials: DenialRecorder
}

/**
 * `GET /organizations/:id/audit-events?format=csv|jsonl&from=&until=`: the audit trail of an organization as a file, for
 * its administrators. Rows are read as fast as the client takes them; if that fails midway, the connection is cut, so
 * that a part never looks like the whole.
 */
export function registerAuditExport(app: FastifyInstance, { authenticate, exports, denials }: AuditExportParts): void {
  app.get<{ Params: { id: string } }>(ROUTE, { exposeHeadRoute: false }, async (request, reply) => {
    const answer = await authenticate.request(request)
    if ('refusal' in answer) return refuse(request, reply, answer.refusal)
    const { caller } = answer
    if (caller === null) {
      denials.anonymous()
      return refuse(request, reply, { code: 'UNAUTHENTICATED', message: UNAUTHENTICATED_MESSAGE, actor: null })
    }
    const { id } = request.params
    try {
      const { format, range } = wishOf(request.query)
      const file = await exports.open(caller, requestInfo(request), id, { range, format })
      return reply
        .type(CONTENT_TYPES[format])
        .header('content-disposition', `attachment; filename="audit-events-${id}.${format}"`)
        .send(Readable.from(file, { objectMode: false }))
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      const { code, message } = error
      if (!MENDABLE.has(code)) await denials.route(caller, requestInfo(request), `GET ${ROUTE}`, id)
      return reply.code(STATUSES[code] ?? 400).send(errorBody(code, message, request.id))
    }
  })
}

function wishOf(query: unknown): { format: AuditExportFormat; range: Partial<AuditRange> } {
  const parsed = QUERY.safeParse(query)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'query'}: ${issue.message}`)
    throw new RequestError('BAD_USER_INPUT', problems.join('; '))
  }
  const { format, from, until } = parsed.data
  return { format, range: { ...(from !== undefined && { from }), ...(until !== undefined && { until }) } }
}
