import type { Bundle, FhirResource, Meta, VerificationResult } from 'fhir/r4.js'
import type { Publisher } from '../kernel/publisher.js'
import type { ProfileSection, SectionCode, SectionValues } from '../profiles/profile.content.js'
import { verificationUrl } from '../profiles/profile.document.js'
import type { DocumentWithContent } from '../profiles/profile.documents.js'
import { sectionsSoldWith } from '../profiles/profile.sections.js'
import type { PdfFingerprint } from '../profiles/rendering/profile-pdf.fingerprints.js'
import { documentReferenceOf, provenanceOf } from './fhir.document.js'
import { Draft } from './fhir.draft.js'
import { FhirIds, urn } from './fhir.ids.js'
import { CODE_SYSTEMS, ownSystems } from './fhir.systems.js'
import { pruned } from './fhir.values.js'
import { silenceOf, verificationOf } from './fhir.verification.js'

/** Test data is marked as such on every resource (R4, "Security labels", 6.1.1). */
const FICTIONAL: Meta = {
  security: [{ system: CODE_SYSTEMS.actReason, code: 'HTEST', display: 'test health data' }],
}

/**
 * A document as a FHIR R4 bundle, of the sections that its product sells (docs/fhir.md): another rendering of the same
 * snapshot. The same input gives the same bundle, byte for byte as canonical JSON.
 */
export function fhirBundleOf(document: DocumentWithContent, publisher: Publisher, pdf: PdfFingerprint): Bundle {
  const { header, content } = document
  const draft = new Draft(new FhirIds(verificationUrl({ header, publisher })), ownSystems(publisher.publicUrl), content)
  // First, so that the publisher is known with its address even where it is a source too.
  const documentReference = documentReferenceOf(draft, document, publisher, pdf)
  const sold = Object.entries(sectionsSoldWith(header.product, content)) as [SectionCode, AnySection][]
  const verifications = sold.flatMap(([code, section]) => resultsOf(draft, code, section))
  const provenance = provenanceOf(draft, document, publisher)
  const resources: FhirResource[] = [
    draft.practitioner,
    draft.role,
    ...draft.sanctions,
    documentReference,
    ...verifications,
    ...draft.organizations,
    provenance,
  ]
  const meta = header.mode === 'TEST' ? FICTIONAL : undefined
  return pruned({
    resourceType: 'Bundle',
    id: draft.ids.of('Bundle'),
    meta,
    identifier: { system: draft.systems.documentNumber, value: header.documentNumber },
    type: 'collection',
    timestamp: header.asOf,
    entry: resources.map((resource) => ({ fullUrl: urn(resource.id ?? ''), resource: { ...resource, meta } })),
  })
}

type AnySection = ProfileSection<SectionValues[SectionCode]>

function resultsOf(draft: Draft, code: SectionCode, { elements, noneReported }: AnySection): VerificationResult[] {
  return [
    ...elements.map((element, index) => verificationOf(draft, code, element, index)),
    ...noneReported.map((none, index) => silenceOf(draft, code, none, index)),
  ]
}
