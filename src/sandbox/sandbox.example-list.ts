import { FULL_PHYSICIAN_NPI } from './sandbox.full-physician.js'
import { UNKNOWN_NPI } from './sandbox.magic.js'
import { SAME_NAME_PHYSICIAN_NPIS } from './sandbox.physicians.js'

/** Who runs an example: a vendor with its key, or somebody who has signed in. */
export type ExampleActor = 'VENDOR' | 'PERSON' | 'STAFF'

interface ExampleGroup {
  group: string
  examples: readonly { name: string; title: string; as?: ExampleActor; variables?: Record<string, unknown> }[]
}

const BORN_THAT_DAY = { firstName: 'Avery', lastName: 'Fictional', birthDate: '1974-02-28' }
const ROSTER = { fileName: 'roster.csv', contentType: 'text/csv', bytes: 4 }

// The explorer puts the ids of whoever runs the example in the place of these; the last two are of the newest line with
// which a profile was bought.
const organizationId = '{{organizationId}}'
const vendorId = '{{vendorId}}'
const orderItemId = '{{orderItemId}}'
const documentNumber = '{{documentNumber}}'
const clinicianId = `{{clinicianId ${FULL_PHYSICIAN_NPI}}}`
const otherClinicianId = `{{clinicianId ${SAME_NAME_PHYSICIAN_NPIS[0]}}}`

const balance = { organizationId, paymentMethod: 'ACCOUNT_BALANCE' }
const lineOf = (id: string, product: string, vendorReference: string) => {
  return { clinicianId: id, product, vendorReference, allowDuplicate: true }
}
const ordered = { ...balance, items: [lineOf(otherClinicianId, 'REAPPOINTMENT', 'example-2')] }
const page = { organizationId, first: 10 }

/** Which operations the explorer offers, by task. Every one of them can be run again and again. */
export const EXAMPLE_GROUPS: readonly ExampleGroup[] = [
  {
    group: 'Find',
    examples: [
      { name: 'Viewer', title: 'Who am I, and for whom can I act?' },
      { name: 'SearchClinicians', title: 'A clinician by NPI', variables: { by: { npi: FULL_PHYSICIAN_NPI } } },
      {
        name: 'LookupClinicians',
        title: 'Up to 250 clinicians in one call',
        variables: {
          criteria: [{ npi: FULL_PHYSICIAN_NPI }, { nameAndBirthDate: BORN_THAT_DAY }, { npi: UNKNOWN_NPI }],
        },
      },
      {
        name: 'CreateUpload',
        title: 'Announce a roster of up to 100,000 rows',
        variables: { input: { organizationId, purpose: 'CLINICIAN_ROSTER', ...ROSTER } },
      },
      {
        name: 'RequestResearch',
        title: 'Whom no search finds; run it again: it is asked once',
        variables: { input: { organizationId, searchedBy: 'NPI', known: { npi: UNKNOWN_NPI, lastName: 'Unheard' } } },
      },
      { name: 'Sources', title: 'What the directory is made of, and how fresh it is' },
    ],
  },
  {
    group: 'Order',
    examples: [
      {
        name: 'PreviewOrder',
        title: 'What would it cost? Charges nothing',
        variables: { input: { ...balance, items: [lineOf(clinicianId, 'INITIAL_APPOINTMENT', 'example-1')] } },
      },
      {
        name: 'PlaceOrder',
        title: 'Place an order; run it again: it is charged once',
        variables: { input: { ...ordered, idempotencyKey: `explorer-order-${organizationId}` } },
      },
      { name: 'OrderHistory', title: 'The newest five orders', variables: { organizationId, first: 5 } },
      {
        name: 'AddToCart',
        title: 'Put a line into the cart',
        variables: { input: { organizationId, items: [lineOf(otherClinicianId, 'REAPPOINTMENT', 'example-3')] } },
      },
      { name: 'Cart', title: 'The cart, and what it would cost', variables: { organizationId } },
      { name: 'ClearCart', title: 'Empty the cart', variables: { input: { organizationId } } },
    ],
  },
  {
    group: 'Read and deliver',
    examples: [
      { name: 'ReadProfile', title: 'A bought profile as data', variables: { orderItemId } },
      {
        name: 'DeliverProfilePdf',
        title: 'A link to the official PDF, for 15 minutes',
        variables: { orderItemId, method: 'LINK' },
      },
      { name: 'VerifyDocument', title: 'Is a document genuine? For everybody', variables: { documentNumber } },
      { name: 'CreateFhirLink', title: 'The profile as a FHIR R4 bundle, by link', variables: { orderItemId } },
      { name: 'DeliveryLog', title: 'Who got which document, and when', variables: page },
      { name: 'Accreditors', title: 'What accreditors accept, as far as anybody has stated it' },
    ],
  },
  {
    group: 'Reappoint',
    examples: [
      {
        name: 'ProfileManager',
        title: 'Every clinician of whom a profile was bought',
        variables: { organizationId, filter: { kind: 'PHYSICIAN' }, first: 20 },
      },
      { name: 'ReappointmentsDue', title: 'Who is due again', variables: page },
    ],
  },
  {
    group: 'Monitor',
    examples: [
      { name: 'Monitorings', title: 'Who is monitored, until when', variables: page },
      {
        name: 'SimulateClinicianChange',
        title: 'Let a fictional license change; then look at the notices',
        variables: { input: { organizationId, clinicianId } },
      },
      { name: 'MonitoringNotices', title: 'What has changed, field by field', variables: page },
      { name: 'MonitoringLog', title: 'The log for an auditor', variables: page },
      {
        name: 'CreateMonitoringLogLink',
        title: 'The same as a signed PDF',
        variables: { input: { organizationId, format: 'PDF' } },
      },
      {
        name: 'AdvanceTestClock',
        title: 'An hour passes: advance by P31D to see an attestation',
        variables: { input: { organizationId, by: 'PT1H' } },
      },
    ],
  },
  {
    group: 'Dispute',
    examples: [
      {
        name: 'ReportDiscrepancy',
        title: 'Something is missing in a profile; run it again: it is reported once',
        variables: {
          input: {
            ...{ orderItemId, section: 'LICENSES', path: null, says: null, shouldSay: 'Iowa, MD-0000, active' },
            ...{ why: 'The board of Iowa lists it.', idempotencyKey: `explorer-report-${orderItemId}` },
          },
        },
      },
      { name: 'Discrepancies', title: 'The reports, and how they stand', variables: page },
    ],
  },
  {
    group: 'Account',
    examples: [
      { name: 'AccountActivity', title: 'Balance and entries', variables: page },
      { name: 'Transactions', title: 'The transactions of the month', variables: { organizationId, first: 20 } },
      { name: 'DailyReceipts', title: 'Daily receipts', variables: { organizationId, first: 5 } },
    ],
  },
  {
    group: 'Webhooks and events',
    examples: [
      { name: 'ReadEvents', title: 'Everything that happened, in order', variables: { first: 20 } },
      { name: 'WebhookEndpoints', title: 'Where events are sent', variables: { vendorId } },
      { name: 'SoftwareProviders', title: 'Software that integrates, for everybody', variables: { first: 10 } },
    ],
  },
  {
    group: 'As an administrator',
    examples: [
      {
        name: 'OrganizationManager',
        title: 'People, roles and grants',
        as: 'PERSON',
        variables: { organizationId },
      },
      { name: 'OrganizationAudit', title: 'Who did what', as: 'PERSON', variables: page },
    ],
  },
  {
    group: 'As staff',
    examples: [
      { name: 'MatchLeads', title: 'Exclusions that may be of a clinician', as: 'STAFF', variables: { first: 10 } },
      { name: 'BackOfficeAudit', title: 'The audit trail of everybody', as: 'STAFF', variables: { first: 10 } },
    ],
  },
]
