/** Runs an operation as whoever is at the explorer; resolves to the answer. */
export type Ask = (query: string, variables: object) => Promise<Answer>

interface Answer {
  data?: object | null
  errors?: readonly { message: string }[]
}

/** What stands in the variables of an example for a value of whoever runs it: `{{organizationId}}`. */
const PLACEHOLDER = /\{\{(\w+)(?: (\d{10}))?\}\}/g

interface Viewer {
  viewer: { id: string; kind: string; mode: 'TEST' | 'LIVE' }
  organizations: { nodes: { id: string }[] }
}
const VIEWER = '{ viewer { id kind mode } organizations(first: 1) { nodes { id } } }'

interface Line {
  id: string
  profile: { documentNumber: string } | null
}
interface Orders {
  organization: { orders: { nodes: { items: Line[] }[] } } | null
}
const LINES = `query ($id: ID!) {
  organization(id: $id) { orders(first: 5) { nodes { items { id profile { documentNumber } } } } }
}`

interface Search {
  searchClinicians: { matches: { clinician: { id: string } }[] }
}
const CLINICIAN = 'query ($by: ClinicianCriterion!) { searchClinicians(by: $by) { matches { clinician { id } } } }'

/** An example that cannot run as whoever is there; its message says what to do. */
export class MissingValue extends Error {}

/** What the placeholders of an example stand for, by what stands there. */
export type Values = ReadonlyMap<string, string>

/**
 * The variables with the caller's own values in the place of placeholders. What is not asked for is not looked up.
 * @throws MissingValue if the caller has no such thing, or if something would be changed that is not of a sandbox
 */
export async function filledIn(
  variables: unknown,
  isMutation: boolean,
  ask: Ask,
): Promise<{ variables: unknown; values: Values }> {
  const text = JSON.stringify(variables) ?? ''
  const asked = [...text.matchAll(PLACEHOLDER)].map(([whole, name = '', npi = '']) => ({ whole, name, npi }))
  const values = new Map<string, string>()
  if (asked.length === 0) return { variables, values }
  const who = await dataOf<Viewer>(ask(VIEWER, {}))
  if (isMutation && who.viewer.mode === 'LIVE') {
    throw new MissingValue(
      'Examples that change something are for test mode. Use a test key, or put ids of your own in the place of {{…}}.',
    )
  }
  for (const { whole, name, npi } of asked) {
    if (!values.has(whole)) values.set(whole, await callersValue(name, npi, who, ask))
  }
  return { variables: JSON.parse(text.replaceAll(PLACEHOLDER, (whole) => values.get(whole) ?? whole)), values }
}

async function callersValue(name: string, npi: string, who: Viewer, ask: Ask): Promise<string> {
  switch (name) {
    case 'vendorId':
      return given(who.viewer.kind === 'VENDOR' ? who.viewer.id : null, 'Only software has a vendor: use an API key.')
    case 'organizationId':
      return organizationOf(who)
    case 'clinicianId': {
      const { searchClinicians } = await dataOf<Search>(ask(CLINICIAN, { by: { npi } }))
      const id = searchClinicians.matches[0]?.clinician.id
      return given(id, `You find no clinician with the NPI ${npi}: those of the examples are in test mode.`)
    }
    case 'orderItemId':
      return (await lineOf(who, ask)).id
    case 'documentNumber':
      return (await lineOf(who, ask)).profile?.documentNumber ?? ''
    default:
      throw new MissingValue(`Examples know no {{${name}}}: put a value in its place.`)
  }
}

function organizationOf(who: Viewer): string {
  const missing = 'You act for no organization yet. A vendor makes one with createSandboxOrganization.'
  return given(who.organizations.nodes[0]?.id, missing)
}

/** The newest line that has a profile. */
async function lineOf(who: Viewer, ask: Ask): Promise<Line> {
  const { organization } = await dataOf<Orders>(ask(LINES, { id: organizationOf(who) }))
  const lines = organization?.orders.nodes.flatMap(({ items }) => items) ?? []
  return given(
    lines.find(({ profile }) => profile !== null),
    'Nothing was ordered yet: run the example PlaceOrder first.',
  )
}

function given<Value>(value: Value | null | undefined, otherwise: string): Value {
  if (value === null || value === undefined) throw new MissingValue(otherwise)
  return value
}

async function dataOf<Data extends object>(answer: Promise<Answer>): Promise<Data> {
  const { data, errors } = await answer
  // What the gateway says is wrong is what is missing: a scope, a grant, a reason to look.
  return given(data as Data | null | undefined, errors?.[0]?.message ?? 'The gateway did not answer as expected.')
}
