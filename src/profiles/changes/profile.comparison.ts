import { recordAudit } from '../../audit/audit.trail.js'
import type { Database } from '../../db/database.js'
import type { LoaderScope } from '../../graphql/loaders.js'
import type { Clock } from '../../kernel/clock.js'
import { requireOrganizations } from '../../organizations/organization.access.js'
import { type DocumentOfOrganization, type DocumentWithContent, documentsByNumber } from '../profile.documents.js'

/** Reads the profiles that others are compared with. */
export class ProfileComparison {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The documents, in the order asked for; null for one that its organization does not have, whoever else has it. One
   * audit row for each organization of which something was found.
   */
  async documents(
    wanted: readonly DocumentOfOrganization[],
    { actor, request }: LoaderScope,
  ): Promise<(DocumentWithContent | null)[]> {
    const organizationIds = [...new Set(wanted.map(({ organizationId }) => organizationId))]
    return await this.database.transaction(async (tx) => {
      await requireOrganizations(tx, actor, organizationIds, 'profiles:read')
      const found = await documentsByNumber(tx, wanted)
      for (const organizationId of organizationIds) {
        const read = found.filter((document) => document.organizationId === organizationId)
        if (read.length === 0) continue
        const ids = [...new Set(read.flatMap(({ id, content }) => [id, content.clinicianId]))]
        const subject = { kind: 'profileDocument', ids }
        await recordAudit(tx, { action: 'PROFILE_READ', actor, request, organizationId, subject, at: this.clock.now() })
      }
      return wanted.map(
        ({ organizationId, documentNumber }) =>
          found.find((one) => one.organizationId === organizationId && one.header.documentNumber === documentNumber) ??
          null,
      )
    })
  }
}
