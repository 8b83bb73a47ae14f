import type { ClinicianKind } from '../clinicians/clinician.type.js'
import type { ProductCode } from '../profiles/profile.sections.js'

/** The kind of clinician that each product is for (domain.md, "Products and prices"). */
export const PRODUCT_KINDS: Readonly<Record<ProductCode, ClinicianKind>> = {
  INITIAL_APPOINTMENT: 'PHYSICIAN',
  REAPPOINTMENT: 'PHYSICIAN',
  PA_PROFILE: 'PHYSICIAN_ASSISTANT',
  CONTINUOUS_MONITORING: 'PHYSICIAN',
}
