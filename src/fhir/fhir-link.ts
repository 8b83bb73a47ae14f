import type { LinkPurpose } from '../files/signed-link.js'

/** Links to FHIR bundles: of a delivery, for its organization. */
export const FHIR_BUNDLE: LinkPurpose<'organization'> = {
  name: 'fhir-bundle',
  path: 'fhir/Bundle',
  claims: ['organization'],
}
