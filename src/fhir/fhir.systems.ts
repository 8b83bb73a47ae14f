/** Identifier systems that are published; docs/fhir.md names where. Of what is not listed none is known. */
export const IDENTIFIER_SYSTEMS = {
  npi: 'http://hl7.org/fhir/sid/us-npi',
  dea: 'urn:oid:2.16.840.1.113883.4.814',
  /** For identifiers that are URIs themselves. */
  uri: 'urn:ietf:rfc:3986',
} as const

/** Code systems that are published, all but NUCC's by HL7. */
export const CODE_SYSTEMS = {
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  degree: 'http://terminology.hl7.org/CodeSystem/v2-0360',
  taxonomy: 'http://nucc.org/provider-taxonomy',
  practitionerRole: 'http://terminology.hl7.org/CodeSystem/practitioner-role',
  basicType: 'http://terminology.hl7.org/CodeSystem/basic-resource-type',
  validationStatus: 'http://terminology.hl7.org/CodeSystem/validation-status',
  provenanceAgent: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  dataOperation: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
  actReason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
} as const

/** Extensions of FHIR R4 itself. */
export const EXTENSIONS = {
  phoneExtension: 'http://hl7.org/fhir/StructureDefinition/contactpoint-extension',
  renderedValue: 'http://hl7.org/fhir/StructureDefinition/rendered-value',
  dataAbsentReason: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
} as const

/** Addresses of what is our own: they name a thing, and nothing is to be had there. */
export interface OwnSystems {
  documentNumber: string
  orderNumber: string
  clinician: string
  reportedElement: string
  documentHeader: string
  sha256: string
}

/** Our own systems of a gateway with this public address. */
export function ownSystems(publicUrl: string): OwnSystems {
  const named = (name: string) => `${publicUrl}/fhir/sid/${name}`
  const defined = (name: string) => `${publicUrl}/fhir/StructureDefinition/${name}`
  return {
    documentNumber: named('document-number'),
    orderNumber: named('order-number'),
    clinician: named('clinician'),
    reportedElement: defined('reported-element'),
    documentHeader: defined('document-header'),
    sha256: defined('sha-256'),
  }
}
