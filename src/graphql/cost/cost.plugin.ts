import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server'
import type { GraphQLError } from 'graphql'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { Actor } from '../../auth/actor.js'
import { RequestError } from '../../kernel/errors.js'
import { clientNetwork } from '../../limits/client-network.js'
import type { CostBuckets } from '../../limits/cost-buckets.js'
import type { CostSettings } from '../../limits/request-limits.js'
import { isOpenToAnybody } from '../anonymous.plugin.js'
import type { Context } from '../context.js'
import { formatError, HTTP_TOO_MANY_REQUESTS, refusalByHttp } from '../errors.js'
import { actualCost, type CostPlan, costPlanOf, requestedCost } from './cost.plan.js'
import { REQUEST_COST } from './cost.policy.js'

const HTTP_BAD_REQUEST = 400
type Answered = GraphQLRequestContextWillSendResponse<Context>

/** What is known of the cost of one request. */
interface Bill {
  requested: number
  actual: number
  /** Points in the caller's bucket. */
  level: number
}

/**
 * Charges every operation before it is run what it may cost, sends away who has not enough left, and settles the
 * difference to what its answer holds. Every answer says both in `extensions.cost`.
 */
export function costPlugin(buckets: CostBuckets, metrics: Registry): ApolloServerPlugin<Context> {
  const count = costMetrics(metrics)
  const { maximum } = buckets.settings
  return {
    async requestDidStart({ contextValue: { caller, request, budget } }) {
      const owner = ownerOf(caller, request.address)
      let plan: CostPlan | null = null
      let requested = REQUEST_COST
      let level: number | null = null
      const settled = (data: unknown, charged: number): Bill => {
        const actual = plan === null ? 0 : actualCost(plan, data)
        if (plan !== null) buckets.settle(owner, actual - requested)
        return { requested, actual, level: plan === null ? charged : charged + actual - requested }
      }
      const refused = (cost: number, left: number) => {
        count.refused.inc({ code: 'RATE_LIMITED' })
        return refusalByHttp(notEnough(cost, left, buckets.settings), HTTP_TOO_MANY_REQUESTS)
      }
      /** What was not even a valid operation costs as much as any request, and is refused like any without that. */
      const unread = async (answered: Answered): Promise<Bill> => {
        const charge = await buckets.charge(owner, REQUEST_COST)
        if (!charge.granted) answerBy(refused(REQUEST_COST, charge.level), answered)
        return { requested, actual: charge.granted ? REQUEST_COST : 0, level: charge.level }
      }
      return {
        async didResolveOperation({ schema, document, operation, request: { variables } }) {
          if (operation === undefined || (caller === null && !isOpenToAnybody(schema, operation))) return
          const planned = costPlanOf(schema, document, operation)
          requested = requestedCost(planned, variables ?? {})
          if (requested > maximum) {
            count.refused.inc({ code: 'QUERY_TOO_EXPENSIVE' })
            throw refusalByHttp(tooExpensive(requested, maximum), HTTP_BAD_REQUEST)
          }
          const charge = await buckets.charge(owner, requested)
          level = charge.level
          budget.cost = requested
          budget.remaining = remaining(level, buckets.settings)
          if (!charge.granted) throw refused(requested, level)
          plan = planned
        },
        async willSendResponse(answered) {
          const { body } = answered.response
          if (body.kind !== 'single' || (caller === null && level === null)) return
          const bill =
            level === null ? await unread(answered).catch(() => null) : settled(body.singleResult.data, level)
          // Without a database there is no bucket, and nothing else either.
          if (bill === null) return
          count.cost.observe({ kind: 'requested' }, bill.requested)
          count.cost.observe({ kind: 'actual' }, bill.actual)
          tell(answered, bill, buckets.settings)
        },
      }
    },
  }
}

function costMetrics(metrics: Registry) {
  return {
    cost: new Histogram({
      name: 'gateway_graphql_cost',
      help: 'Cost of GraphQL requests in points, as it was asked for and as it came out (requested, actual).',
      labelNames: ['kind'],
      buckets: [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000],
      registers: [metrics],
    }),
    refused: new Counter({
      name: 'gateway_graphql_throttled_total',
      help: 'GraphQL requests that were refused for their cost, by code (RATE_LIMITED, QUERY_TOO_EXPENSIVE).',
      labelNames: ['code'],
      registers: [metrics],
    }),
  }
}

/** Whose bucket it is: a key's, a person's in all sessions, or that of everybody in a network. */
function ownerOf(caller: Actor | null, address: string | null): string {
  if (caller === null) return `network:${clientNetwork(address)}`
  return caller.kind === 'VENDOR' ? `key:${caller.apiKeyId}` : `user:${caller.id}`
}

function tooExpensive(cost: number, maximum: number): RequestError {
  const message = `expected a cost of at most ${maximum} points, got ${cost}: ask for smaller pages, or for less at once`
  return new RequestError('QUERY_TOO_EXPENSIVE', message)
}

function notEnough(cost: number, level: number, { maximum, restoreRate }: CostSettings): RequestError {
  const seconds = Math.max(1, Math.ceil((level + cost - maximum) / restoreRate))
  const left = remaining(level, { maximum, restoreRate })
  const message = `expected a cost of at most the ${left} points that are left, got ${cost}: come again after ${seconds} seconds`
  return new RequestError('RATE_LIMITED', message, seconds)
}

/** Takes the place of an answer that is there already: what else is done to an answer is done before the buckets tell. */
function answerBy(refusal: GraphQLError, { response, contextValue }: Answered): void {
  const { message, extensions } = formatError({ message: refusal.message }, refusal)
  const { requestId } = contextValue.request
  response.body = { kind: 'single', singleResult: { errors: [{ message, extensions: { ...extensions, requestId } }] } }
  response.http.status = HTTP_TOO_MANY_REQUESTS
  response.http.headers.set('retry-after', String(extensions?.['retryAfter']))
}

function remaining(level: number, { maximum }: CostSettings): number {
  return Math.max(0, Math.min(maximum, Math.floor(maximum - level)))
}

/** In the answer, and in the headers of draft-ietf-httpapi-ratelimit-headers-10, whose unit is a point here. */
function tell({ response }: Answered, { requested, actual, level }: Bill, settings: CostSettings): void {
  const { maximum, restoreRate } = settings
  const available = remaining(level, settings)
  const { headers } = response.http
  headers.set('ratelimit-policy', `"cost";q=${maximum};w=${Math.ceil(maximum / restoreRate)};qu="points"`)
  headers.set('ratelimit', `"cost";r=${available};t=${Math.ceil((maximum - available) / restoreRate)}`)
  if (response.body.kind !== 'single') return
  const { singleResult } = response.body
  const throttleStatus = { maximumAvailable: maximum, currentlyAvailable: available, restoreRate }
  const cost = { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus }
  singleResult.extensions = { ...singleResult.extensions, cost }
}
