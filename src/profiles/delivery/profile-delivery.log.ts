import type { Actor } from '../../auth/actor.js'
import type { Reader } from '../../db/database.js'
import {
  type Connection,
  connectionOf,
  decodeCursor,
  encodeCursor,
  type PageArgs,
  pageOf,
  pageSize,
} from '../../graphql/connection.js'
import { RequestError } from '../../kernel/errors.js'
import { type AccessibleOrganization, assertGranted } from '../../organizations/organization.access.js'
import type { Organization } from '../../organizations/organization.entity.js'
import { parseDocumentNumber } from '../profile.documents.js'
import { type DeliveryFilter, type DeliveryPlace, type DeliveryRow, deliveryLog } from './profile-delivery.queries.js'
import { type DeliveriesArgs, ProfileDeliveryType } from './profile-delivery.type.js'

export const DeliveryConnection = connectionOf('Delivery', ProfileDeliveryType, 'deliveries, the newest first')

const DELIVERIES = 'deliveries'

/**
 * Whose deliveries the actor may read in the organization's log: an administrator and staff all, others what they asked
 * for. @throws RequestError FORBIDDEN for whoever neither administers it nor reads profiles there.
 */
export function readableDeliveries(actor: Actor, organization: Organization): DeliveryFilter {
  const { id: organizationId, administers } = organization as AccessibleOrganization
  if (administers) return { organizationId }
  assertGranted(actor, organization, 'profiles:read')
  return actor.kind === 'STAFF' ? { organizationId } : { organizationId, askedBy: actor }
}

/** A page of the log. Whoever asks must have seen to it that the caller may read what `readable` covers. */
export async function deliveryPage(
  reader: Reader,
  readable: DeliveryFilter,
  args: DeliveriesArgs,
): Promise<Connection<DeliveryRow>> {
  const size = pageSize(args)
  const rows = await deliveryLog(reader, { ...readable, ...wanted(args) }, placeOf(args), size + 1)
  return pageOf(rows, size, args, ({ createdAt, id }) => encodeCursor(DELIVERIES, `${createdAt.getTime()} ${id}`))
}

function wanted({ orderItemId, documentNumber, method, from, until }: DeliveriesArgs): DeliveryFilter {
  const number = documentNumber == null ? null : parseDocumentNumber(documentNumber)
  if (documentNumber != null && number === null) {
    throw new RequestError('BAD_USER_INPUT', `documentNumber: expected PD- and 10 digits, got "${documentNumber}"`)
  }
  return {
    ...(orderItemId != null && { orderItemId }),
    ...(number !== null && { documentNumber: number }),
    ...(method != null && { method }),
    ...(from != null && { from }),
    ...(until != null && { until }),
  }
}

function placeOf(args: PageArgs): DeliveryPlace | null {
  const after = decodeCursor(DELIVERIES, args, /^\d{1,15} dlv_\w{26}$/)
  const [ms = '', id = ''] = after?.split(' ') ?? []
  return after === null ? null : { createdAt: new Date(Number(ms)), id }
}
