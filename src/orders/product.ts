import type { ClinicianKind } from '../clinicians/clinician.type.js'
import type { ProfileProduct } from '../profiles/profile.sections.js'

/** The kind of clinician that each product is for (domain.md, "Products and prices"). */
export const PRODUCT_KINDS: Readonly<Record<ProfileProduct, ClinicianKind>> = {
  INITIAL_APPOINTMENT: 'PHYSICIAN',
  REAPPOINTMENT: 'PHYSICIAN',
  PA_PROFILE: 'PHYSICIAN_ASSISTANT',
}
