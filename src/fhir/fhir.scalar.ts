import type { Bundle } from 'fhir/r4.js'
import { GraphQLScalarType } from 'graphql'

function isBundle(value: unknown): value is Bundle {
  return typeof value === 'object' && value !== null && 'resourceType' in value && value.resourceType === 'Bundle'
}

/** Only goes out. */
export const FhirBundle = new GraphQLScalarType<never, Bundle>({
  name: 'FhirBundle',
  description:
    'A FHIR R4 (4.0.1) resource `Bundle` of type `collection`, as JSON: of a profile, with `Practitioner`, `PractitionerRole`, `VerificationResult` for every element and its source, `Basic` for sanctions, `Organization`, `DocumentReference` to the official PDF and `Provenance`. docs/fhir.md tells what stands where.',
  specifiedByURL: 'https://hl7.org/fhir/R4/bundle.html',
  serialize(value) {
    if (isBundle(value)) return value
    throw new TypeError('FhirBundle expects a resource Bundle')
  },
  parseValue() {
    throw new TypeError('FhirBundle is never taken')
  },
  parseLiteral() {
    throw new TypeError('FhirBundle is never taken')
  },
})
