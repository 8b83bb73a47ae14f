import type { GatewayClient } from '../client/gateway-client.js'
import { ask } from './ask.js'

/** Asks for a page of the order history. */
export const ORDERS = `query ($id: ID!, $filter: OrderFilter, $first: Int, $after: String) {
  organization(id: $id) {
    orders(filter: $filter, first: $first, after: $after) { totalCount nodes { number } pageInfo { hasNextPage endCursor } }
  }
}`
/** Asks what a row of the history answers. */
export const ANSWERS = `query ($id: ID!, $number: String!) {
  order(organizationId: $id, number: $number) {
    items { downloadable downloadObstacle monitored discrepancyReportable { until daysLeft open } }
  }
}`
/** Asks for a page of the profile manager. */
export const OWNED = `query ($id: ID!, $filter: OwnedClinicianFilter, $first: Int, $after: String) {
  organization(id: $id) {
    profileManager(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        clinician { id } lastPurchase { id product discrepancyReportable { until } }
        lastOrderNumber lastPurchasedAt nextDueOn orderFrom monitored
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`

interface Page<Node> {
  totalCount: number
  nodes: Node[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}
interface Owned {
  clinician: { id: string }
  lastPurchase: { product: string; discrepancyReportable: { until: string } }
  lastOrderNumber: string
  nextDueOn: string
  orderFrom: string
}

/** The page of the order history. @throws for errors of the request */
export async function ordersOf(
  client: GatewayClient,
  variables: Record<string, unknown>,
): Promise<Page<{ number: string }>> {
  const answer = await ask<{ organization: { orders: Page<{ number: string }> } }>(client, ORDERS, variables)
  if (answer.data?.organization.orders == null) throw new Error(JSON.stringify(answer.errors))
  return answer.data.organization.orders
}

/** The page of the profile manager. @throws for errors of the request */
export async function ownedBy(client: GatewayClient, variables: Record<string, unknown>): Promise<Page<Owned>> {
  const answer = await ask<{ organization: { profileManager: Page<Owned> } }>(client, OWNED, variables)
  if (answer.data?.organization.profileManager == null) throw new Error(JSON.stringify(answer.errors))
  return answer.data.organization.profileManager
}
