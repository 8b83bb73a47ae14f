import { PROFILE_SELECTION, type StoredProfile, shownProfile } from './peers.profile.js'
import type { Contender, OperationName } from './peers.servers.js'

/** Of whom something is asked. */
export interface Subjects {
  npi: string
  organizationId: string
  orderItemId: string
  clinicianId: string
}

const PRODUCT = 'INITIAL_APPOINTMENT'
const PAGE = 50

const CLINICIAN = '{ id kind npi firstName middleName lastName credential state }'
const BOUGHT = '{ firstName lastName npi }'
const HEAD = '{ documentNumber asOf contentSha256 }'

const TEXTS: Readonly<Record<'gateway' | 'peer' | 'postgraphile', Readonly<Record<OperationName, string>>>> = {
  gateway: {
    Q1: `query ClinicianByNpi($npi: String!) { searchClinicians(by: { npi: $npi }) { matches { clinician ${CLINICIAN} } } }`,
    Q2: `query History($organizationId: ID!) { organization(id: $organizationId) { orders(first: ${PAGE}) { nodes {
      number status placedAt total { cents } items { id product clinician ${BOUGHT} profile ${HEAD} } } } } }`,
    Q3: `query ReadProfile($orderItemId: ID!) { orderItem(id: $orderItemId) { profile ${PROFILE_SELECTION} } }`,
    M1: `mutation Place($organizationId: ID!, $clinicianId: ID!, $key: String!) { placeOrder(input: {
      organizationId: $organizationId, idempotencyKey: $key, paymentMethod: ACCOUNT_BALANCE,
      items: [{ clinicianId: $clinicianId, product: ${PRODUCT}, allowDuplicate: true }] }) {
        replayed order { number status items { id product } } userErrors { code message } } }`,
  },
  peer: {
    Q1: `query ClinicianByNpi($npi: String!) { clinician(npi: $npi) ${CLINICIAN} }`,
    Q2: `query History($organizationId: ID!) { orders(organizationId: $organizationId, first: ${PAGE}) {
      number status placedAt totalCents items { id product clinician ${BOUGHT} profile ${HEAD} } } }`,
    Q3: `query ReadProfile($orderItemId: ID!) { profile(orderItemId: $orderItemId) ${PROFILE_SELECTION} }`,
    M1: `mutation Place($organizationId: ID!, $clinicianId: ID!, $key: String!) {
      placeOrder(organizationId: $organizationId, clinicianId: $clinicianId, product: "${PRODUCT}", key: $key) {
        replayed number status } }`,
  },
  postgraphile: {
    Q1: `query ClinicianByNpi($npi: String!) { allClinicians(condition: { mode: "TEST", npi: $npi }, first: 1) { nodes
      ${CLINICIAN.replace('id', 'id: rowId')} } }`,
    Q2: `query History($organizationId: String!) {
      allOrders(condition: { organizationId: $organizationId }, orderBy: [PLACED_AT_DESC, NUMBER_DESC], first: ${PAGE}) { nodes {
        number status placedAt totalCents orderItemsByOrderId(orderBy: LINE_ASC) { nodes { id: rowId product
          clinicianByClinicianId ${BOUGHT}
          profileDocumentByDocumentId { number asOf profileSnapshotBySnapshotId { contentSha256 } } } } } } }`,
    Q3: `query ReadProfile($orderItemId: String!) { orderItemByRowId(rowId: $orderItemId) { profile ${PROFILE_SELECTION} } }`,
    M1: `mutation Place($organizationId: String!, $clinicianId: String!, $key: String!) {
      peersApiPlaceOrder(input: { organizationId: $organizationId, clinicianId: $clinicianId, product: "${PRODUCT}", key: $key }) {
        result { replayed number status } } }`,
  },
}

/** What is posted, and where. `key` is that of an order. */
export function requestOf(
  { dialect }: Pick<Contender, 'dialect'>,
  operation: OperationName,
  subjects: Subjects,
  key: string,
): { path: string; body: string } {
  const { npi, organizationId, orderItemId, clinicianId } = subjects
  const variables = {
    Q1: { npi },
    Q2: { organizationId },
    Q3: { orderItemId },
    M1: { organizationId, clinicianId, key },
  }[operation]
  if (dialect === 'limit') return { path: `/${operation}`, body: JSON.stringify(variables) }
  const query = TEXTS[dialect][operation].replace(/\s+/g, ' ')
  return { path: '/graphql', body: JSON.stringify({ query, variables }) }
}

/** Two servers write these each in its own way. */
const ALIKE: Readonly<Record<string, (value: unknown) => unknown>> = {
  number: (value) => (/^(PO|PD)-/.test(String(value)) || /^\d+$/.test(String(value)) ? lastDigits(value) : value),
  documentNumber: lastDigits,
  placedAt: instant,
  asOf: (value) => (String(value).length > 10 ? instant(value) : value),
  retrievedAt: instant,
  totalCents: Number,
}

function lastDigits(value: unknown): string {
  return String(value).replace(/^P[OD]-0*/, '')
}

function instant(value: unknown): number {
  return Date.parse(String(value))
}

/** What wraps something in the one schema and not in the other. */
const WRAPPED: Readonly<Record<string, string>> = {
  orderItemsByOrderId: 'items',
  clinicianByClinicianId: 'clinician',
  profileDocumentByDocumentId: 'profile',
}

/** An answer in the form in which all are alike: what is compared is the data, not the form that a server gives it. */
export function dataOf(answer: unknown): unknown {
  const root = (answer as { data?: Record<string, unknown> }).data
  let data: unknown = root === undefined ? answer : Object.values(root)[0]
  // Down to the first thing that says something itself.
  for (let inner = innerOf(data); inner !== undefined; inner = innerOf(data)) data = inner
  // One that is looked for in a list.
  if (Array.isArray(data) && 'npi' in (data[0] as object)) data = data[0]
  const { content } = (data ?? {}) as { content?: unknown }
  // The limit sends what is stored.
  return alike(
    content === undefined ? data : shownProfile({ ...(data as StoredProfile), content: JSON.stringify(content) }),
  )
}

function innerOf(data: unknown): unknown {
  if (Array.isArray(data) || data === null || typeof data !== 'object') return undefined
  const { matches, orders, nodes, profile, result } = data as Record<string, unknown>
  if (Array.isArray(matches)) return (matches[0] as { clinician: unknown } | undefined)?.clinician ?? null
  return orders ?? nodes ?? profile ?? result
}

function alike(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(alike)
  if (value === null || typeof value !== 'object') return value
  const { profileSnapshotBySnapshotId: snapshot, total, ...own } = value as Record<string, unknown>
  const flat = {
    ...own,
    ...(snapshot as object | undefined),
    ...(total === undefined ? {} : { totalCents: (total as { cents: number }).cents }),
  }
  const fields = Object.entries(flat).map(([given, inner]): [string, unknown] => {
    const isHead = snapshot !== undefined && given === 'number'
    const name = isHead ? 'documentNumber' : (WRAPPED[given] ?? given)
    const nodes = (inner as { nodes?: unknown } | null)?.nodes
    const same = ALIKE[name]
    return [name, same !== undefined && inner !== null ? same(inner) : alike(nodes ?? inner)]
  })
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)))
}
