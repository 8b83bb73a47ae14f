import { Arg, Query, Resolver } from 'type-graphql'
import type { Database } from '../../db/database.js'
import { Access, ReasonNotNeeded, SIGNED_IN } from '../../graphql/access.policy.js'
import { RequestError } from '../../kernel/errors.js'
import { isSha256, verifyDocument } from './document.verification.js'
import { DocumentVerification } from './document-verification.type.js'

@Resolver()
export class DocumentVerificationResolver {
  constructor(private readonly database: Database) {}

  @Access('ANONYMOUS', ...SIGNED_IN)
  @ReasonNotNeeded()
  @Query(() => DocumentVerification, {
    nullable: true,
    description:
      'Whether a document of this number was issued, in either mode, and whether your copy is genuine; null if no document has the number. Needs no credentials and tells nothing about a person or an organization. The same as the page `/verify/{documentNumber}`, which also takes the file itself. BAD_USER_INPUT for a `sha256` that is none.',
  })
  async verifyDocument(
    @Arg('documentNumber', () => String, { description: '`PD-` and ten digits.' }) documentNumber: string,
    @Arg('sha256', () => String, {
      nullable: true,
      description:
        'SHA-256 of your PDF file as 64 hexadecimal digits, or a fingerprint that it prints, of its content or of `profile.json`; null: only whether the document was issued.',
    })
    sha256: string | null,
  ): Promise<DocumentVerification | null> {
    const given = sha256 ?? null
    if (given !== null && !isSha256(given)) {
      throw new RequestError('BAD_USER_INPUT', `sha256: expected 64 hexadecimal digits, got ${given.length} characters`)
    }
    const found = await verifyDocument(this.database, documentNumber, given)
    if (found === null) return null
    const { matches, supersededBy } = found
    return {
      ...found,
      genuine: matches === null ? null : matches === 'FILE',
      standing: supersededBy === null ? 'CURRENT' : 'SUPERSEDED',
    }
  }
}
