import type { DocumentReference, Extension, Provenance, Reference } from 'fhir/r4.js'
import type { Publisher } from '../kernel/publisher.js'
import { type DocumentHeader, verificationUrl } from '../profiles/profile.document.js'
import type { DocumentWithContent } from '../profiles/profile.documents.js'
import { PRODUCT_SECTIONS, type ProfileProduct } from '../profiles/profile.sections.js'
import type { PdfFingerprint } from '../profiles/rendering/profile-pdf.fingerprints.js'
import type { Draft } from './fhir.draft.js'
import { urn } from './fhir.ids.js'
import { CODE_SYSTEMS, IDENTIFIER_SYSTEMS } from './fhir.systems.js'
import { coded, text } from './fhir.values.js'

const TITLES: Readonly<Record<ProfileProduct, string>> = {
  INITIAL_APPOINTMENT: 'Profile of a physician for initial appointment',
  REAPPOINTMENT: 'Profile of a physician for reappointment',
  PA_PROFILE: 'Profile of a physician assistant',
}

/** Refers to the publisher, with what anybody may know of it. */
function publisherOf(draft: Draft, publisher: Publisher): Reference | undefined {
  const [phone, email] = [text(publisher.phone), text(publisher.email)]
  return draft.organization(publisher.name, {
    telecom: [
      ...(phone === undefined ? [] : [{ system: 'phone', value: phone } as const]),
      ...(email === undefined ? [] : [{ system: 'email', value: email } as const]),
    ],
    address: publisher.addressLines.length === 0 ? [] : [{ text: publisher.addressLines.join('\n') }],
  })
}

/** The official PDF. Its SHA-256 stands in an extension: `hash` is for SHA-1 (R4, Attachment), which proves nothing. */
export function documentReferenceOf(
  draft: Draft,
  document: DocumentWithContent,
  publisher: Publisher,
  pdf: PdfFingerprint,
): DocumentReference {
  const { header } = document
  const { documentNumber, orderNumber, asOf, product } = header
  const custodian = publisherOf(draft, publisher)
  return {
    resourceType: 'DocumentReference',
    id: draft.ids.of('DocumentReference'),
    extension: [headerOf(draft, document, publisher)],
    masterIdentifier: { system: draft.systems.documentNumber, value: documentNumber },
    identifier: [{ system: draft.systems.orderNumber, value: orderNumber }],
    status: 'current',
    docStatus: 'final',
    type: { text: TITLES[product] },
    subject: draft.person,
    date: asOf,
    author: custodian === undefined ? [] : [custodian],
    custodian,
    content: [
      {
        attachment: {
          extension: [{ url: draft.systems.sha256, valueString: pdf.sha256 }],
          contentType: 'application/pdf',
          language: 'en-US',
          size: pdf.bytes,
          title: `${documentNumber}.pdf`,
          creation: pdf.renderedAt.toISOString(),
        },
      },
    ],
  }
}

/** Section 0 of the profile, of which R4 has only the numbers and the time. */
function headerOf(draft: Draft, { header, ...document }: DocumentWithContent, publisher: Publisher): Extension {
  const words = (url: keyof DocumentHeader): Extension[] => {
    const valueString = text(header[url])
    return valueString === undefined ? [] : [{ url, valueString }]
  }
  return {
    url: draft.systems.documentHeader,
    extension: [
      { url: 'product', valueCode: header.product },
      ...PRODUCT_SECTIONS[header.product].map((section) => ({ url: 'section', valueCode: section })),
      ...words('organizationName'),
      ...words('requestedBy'),
      ...words('timeZone'),
      { url: 'mode', valueCode: header.mode },
      { url: 'snapshotNumber', valueInteger: document.snapshotNumber },
      { url: 'contentSha256', valueString: document.contentSha256 },
      { url: 'verificationPage', valueUrl: verificationUrl({ header, publisher }) },
    ],
  }
}

/** That all of it was made from the snapshot, which is named by what its canonical JSON hashes to (RFC 6920). */
export function provenanceOf(
  draft: Draft,
  { header, contentSha256, snapshotNumber }: DocumentWithContent,
  publisher: Publisher,
): Provenance {
  const target = [
    draft.person,
    draft.ofRole,
    ...draft.sanctions.map(({ id = '' }) => ({ reference: urn(id) })),
    { reference: urn(draft.ids.of('DocumentReference')) },
  ]
  const digest = Buffer.from(contentSha256, 'hex').toString('base64url')
  return {
    resourceType: 'Provenance',
    id: draft.ids.of('Provenance'),
    target,
    occurredDateTime: header.asOf,
    recorded: header.asOf,
    activity: coded(CODE_SYSTEMS.dataOperation, 'CREATE', 'create'),
    agent: [
      {
        type: coded(CODE_SYSTEMS.provenanceAgent, 'custodian', 'Custodian'),
        who: publisherOf(draft, publisher) ?? { display: publisher.publicUrl },
      },
    ],
    entity: [
      {
        role: 'source',
        what: {
          identifier: { system: IDENTIFIER_SYSTEMS.uri, value: `ni:///sha-256;${digest}` },
          display: `Profile snapshot ${snapshotNumber}`,
        },
      },
    ],
  }
}
