import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { cliniciansKnownByNpis } from '../clinicians/clinician.queries.js'
import type { Database } from '../db/database.js'
import { packageRoot } from '../kernel/package-root.js'
import { FULL_PHYSICIAN_NPI } from './sandbox.full-physician.js'
import { SAME_NAME_PHYSICIAN_NPIS } from './sandbox.physicians.js'

/** Valid, and of nobody in the sandbox. */
const UNKNOWN_NPI = '2990099998'
const BORN_THAT_DAY = { firstName: 'Avery', lastName: 'Fictional', birthDate: '1974-02-28' }
const ROSTER = { fileName: 'roster.csv', contentType: 'text/csv', bytes: 4 }

/** An operation of schema/operations with variables that fit the sandbox. */
export interface SandboxExample {
  name: string
  title: string
  document: string
  variables: Record<string, unknown>
}

/** The operations in the order in which a vendor needs them, each ready to run in the sandbox. */
export async function sandboxExamples(database: Database, organizationId: string): Promise<SandboxExample[]> {
  const clinicianId = await idOf(database, FULL_PHYSICIAN_NPI)
  const otherClinicianId = await idOf(database, SAME_NAME_PHYSICIAN_NPIS[0])
  const paymentMethod = 'ACCOUNT_BALANCE'
  const line = (id: string, product: string, vendorReference: string) => [
    { clinicianId: id, product, vendorReference, allowDuplicate: false },
  ]
  const items = line(clinicianId, 'INITIAL_APPOINTMENT', 'example-1')
  const placed = line(otherClinicianId, 'REAPPOINTMENT', 'example-2')
  const wanted: Omit<SandboxExample, 'document'>[] = [
    { name: 'Viewer', title: 'Who am I, and for whom can I act?', variables: {} },
    { name: 'SearchClinicians', title: 'Find a clinician by NPI', variables: { by: { npi: FULL_PHYSICIAN_NPI } } },
    {
      name: 'LookupClinicians',
      title: 'Up to 250 clinicians in one call',
      variables: { criteria: [{ npi: FULL_PHYSICIAN_NPI }, { nameAndBirthDate: BORN_THAT_DAY }, { npi: UNKNOWN_NPI }] },
    },
    {
      name: 'PreviewOrder',
      title: 'What would it cost? Charges nothing',
      variables: { input: { organizationId, paymentMethod, items } },
    },
    {
      name: 'PlaceOrder',
      title: 'Place an order; run it again: it is charged once',
      variables: { input: { organizationId, paymentMethod, idempotencyKey: 'explorer-example-1', items: placed } },
    },
    { name: 'OrderHistory', title: 'The newest five orders', variables: { organizationId, first: 5 } },
    {
      name: 'ProfileManager',
      title: 'Every clinician of whom a profile was bought',
      variables: { organizationId, filter: { kind: 'PHYSICIAN' }, first: 20 },
    },
    { name: 'AccountActivity', title: 'Balance and movements', variables: { organizationId, first: 10 } },
    { name: 'DailyReceipts', title: 'Daily receipts', variables: { organizationId, first: 5 } },
    {
      name: 'CreateUpload',
      title: 'Announce a roster of up to 100,000 rows; docs/bulk.md says how to go on',
      variables: { input: { organizationId, purpose: 'CLINICIAN_ROSTER', ...ROSTER } },
    },
    {
      name: 'RequestResearch',
      title: 'Ask staff for a clinician whom no search finds; run it again: it is asked once',
      variables: { input: { organizationId, searchedBy: 'NPI', known: { npi: UNKNOWN_NPI, lastName: 'Unheard' } } },
    },
    {
      name: 'Accreditors',
      title: 'What accreditors accept from profiles, as far as anybody has stated it',
      variables: {},
    },
    { name: 'Sources', title: 'What the directory is made of, and how fresh it is', variables: {} },
    { name: 'SoftwareProviders', title: 'Software that integrates, for everybody', variables: { first: 10 } },
  ]
  return await Promise.all(wanted.map(async (example) => ({ ...example, document: await operation(example.name) })))
}

async function operation(name: string): Promise<string> {
  return await readFile(path.join(packageRoot(), 'schema', 'operations', `${name}.graphql`), 'utf8')
}

async function idOf(database: Database, npi: string): Promise<string> {
  const [clinician] = await cliniciansKnownByNpis(database, 'TEST', [npi])
  if (clinician === undefined) throw new Error(`the sandbox has no clinician with the NPI ${npi}`)
  return clinician.id
}
