import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { findOrganization } from './organization.access.js'
import type { OrganizationMail } from './organization.mail.js'
import { administratorAddresses } from './organization.queries.js'
import { MAX_ADDRESS_LINE_LENGTH, nameOf, optionalTextOf, stateOf, textOf } from './organization.rules.js'
import {
  answerInquiry,
  type InquiryRow,
  inquiryById,
  insertInquiry,
  lockInquiry,
} from './organization-inquiry.queries.js'

/** Questions from one client network: it is a person who asks for one organization. */
const INQUIRE = defineRateLimit({ name: 'organization_inquiry', points: 5, seconds: 3_600 })
/** Longest message and longest answer. */
const MAX_MESSAGE_LENGTH = 2_000

/** A question whether an organization has an account. */
export interface InquiryInput {
  organizationName: string
  city?: string | null
  state?: string | null
  contactName: string
  contactEmail: string
  message?: string | null
}

/** An answer of staff. */
export interface InquiryAnswerInput {
  inquiryId: string
  /** Whose administrators get the answer; null: there is no such organization, and nobody gets it. */
  organizationId?: string | null
  answer: string
  reason: string
}

/**
 * Whether an organization has an account is for the organization to tell (domain.md, "Organization manager"): the answer
 * to everybody is that the question was passed on, staff answer to the administrators, and the inquirer gets the same
 * letter whether or not there is such an organization.
 */
export class InquiryService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly mail: OrganizationMail,
  ) {}

  /** Passes the question on; looks nothing up. Returns its id. @throws UserErrors; RequestError RATE_LIMITED */
  async inquire(caller: Actor | null, request: RequestInfo, input: InquiryInput): Promise<string> {
    await this.limits.takeFrom(INQUIRE, request.address)
    const { state } = input
    const contactEmail = input.contactEmail.trim()
    if (!isEmailAddress(contactEmail)) {
      throw UserErrors.one('INVALID_INPUT', ['contactEmail'], 'expected one plain e-mail address')
    }
    const inquiry = {
      id: newId('organizationInquiry'),
      organizationName: nameOf(input.organizationName, ['organizationName']),
      city: optionalTextOf(input.city, ['city'], MAX_ADDRESS_LINE_LENGTH),
      state: state == null ? null : stateOf(state, ['state']),
      contactName: nameOf(input.contactName, ['contactName']),
      contactEmail,
      message: optionalTextOf(input.message, ['message'], MAX_MESSAGE_LENGTH),
      createdAt: this.clock.now(),
    }
    await this.database.transaction(async (tx) => {
      await insertInquiry(tx, inquiry)
      const subject = { kind: 'organizationInquiry', ids: [inquiry.id] }
      const at = inquiry.createdAt
      const action = 'ORGANIZATION_INQUIRED'
      await recordAudit(tx, { action, actor: caller, request, organizationId: null, subject, at })
    })
    return inquiry.id
  }

  /** By staff, once. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT */
  async answer(actor: Actor, request: RequestInfo, input: InquiryAnswerInput): Promise<InquiryRow> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    const answer = textOf(input.answer, ['answer'], MAX_MESSAGE_LENGTH)
    const { inquiryId: id, organizationId = null } = input
    return await this.database.transaction(async (tx) => {
      await lockInquiry(tx, id)
      const inquiry = await inquiryById(tx, id)
      if (inquiry === null) throw notFound('inquiryId', 'inquiry', id)
      if (inquiry.answeredAt !== null) {
        throw UserErrors.one('ALREADY_DECIDED', ['inquiryId'], 'expected an inquiry that waits, got one with an answer')
      }
      if (organizationId !== null) {
        if ((await findOrganization(tx, actor, organizationId)) === null) {
          throw notFound('organizationId', 'organization', organizationId)
        }
        const recipients = await administratorAddresses(tx, organizationId)
        if (recipients.length > 0) await this.mail.inquiryPassedOn(tx, recipients, inquiry, answer)
      }
      await this.mail.inquiryHandled(tx, inquiry)
      const answeredAt = this.clock.now()
      await answerInquiry(tx, { id, answer, organizationId, answeredAt, byUserId: actor.id })
      const subject = { kind: 'organizationInquiry', ids: [id] }
      const at = answeredAt
      const action = 'ORGANIZATION_INQUIRY_ANSWERED'
      await recordAudit(tx, { action, actor, request, organizationId, subject, reason, at })
      return { ...inquiry, answer, organizationId, answeredAt, answeredBy: actor.name }
    })
  }
}

function notFound(field: string, what: string, id: string): UserErrors {
  return UserErrors.one('NOT_FOUND', [field], `no ${what} has the id "${id}"`)
}
