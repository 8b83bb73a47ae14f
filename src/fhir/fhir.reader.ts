import type { Bundle } from 'fhir/r4.js'
import { recordAudit } from '../audit/audit.trail.js'
import type { Actor } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { LoaderScope } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import type { Publisher } from '../kernel/publisher.js'
import { type DocumentWithContent, documentsByIds } from '../profiles/profile.documents.js'
import { shownValue } from '../profiles/profile.view.js'
import { pdfFingerprints } from '../profiles/rendering/profile-pdf.fingerprints.js'
import type { ProfilePdfService } from '../profiles/rendering/profile-pdf.service.js'
import { fhirBundleOf } from './fhir.bundle.js'

/** Makes FHIR bundles of documents. */
export class FhirReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pdfs: ProfilePdfService,
    private readonly publisher: Publisher,
  ) {}

  /** Of documents that the actor was found to read, in their order; one audit row for each organization of theirs. */
  async read(documents: readonly DocumentWithContent[], { actor, request }: LoaderScope): Promise<Bundle[]> {
    const bundles = await this.#bundlesOf(documents.map((document) => shownTo(actor, document)))
    await this.database.transaction(async (tx) => {
      for (const organizationId of new Set(documents.map((document) => document.organizationId))) {
        const read = documents.filter((document) => document.organizationId === organizationId)
        const ids = [...new Set(read.flatMap(({ id, content }) => [id, content.clinicianId]))]
        const subject = { kind: 'profileDocument', ids }
        await recordAudit(tx, { action: 'FHIR_READ', actor, request, organizationId, subject, at: this.clock.now() })
      }
    })
    return bundles
  }

  /** For its buyer. The caller has checked that this is who asks, and writes it down. */
  async bundleOf(documentId: string): Promise<Bundle> {
    const [bundle] = await this.#bundlesOf(await documentsByIds(this.database, [documentId]))
    invariant(bundle, `document ${documentId} exists`)
    return bundle
  }

  async #bundlesOf(documents: readonly DocumentWithContent[]): Promise<Bundle[]> {
    const ids = documents.map((document) => document.id)
    const fingerprints = await pdfFingerprints(this.database, this.pdfs, ids)
    return documents.map((document) => {
      const pdf = fingerprints.get(document.id)
      invariant(pdf, `the PDF of document ${document.id} is there`)
      return fhirBundleOf(document, this.publisher, pdf)
    })
  }
}

/** A DEA number in full is for its buyers. */
function shownTo(actor: Actor, document: DocumentWithContent): DocumentWithContent {
  const { DEA } = document.content.sections
  if (DEA === undefined) return document
  const elements = DEA.elements.map((element) => ({ ...element, value: shownValue('DEA', element.value, actor) }))
  const section = { ...DEA, elements } as typeof DEA
  return { ...document, content: { ...document.content, sections: { ...document.content.sections, DEA: section } } }
}
