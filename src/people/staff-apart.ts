import { constraintOf } from '../db/sql-state.js'
import { UserErrors } from '../kernel/errors.js'

/** The constraint by which the database itself keeps staff out of organizations and vendors. */
const STAFF_APART_CONSTRAINT = 'users_staff_apart'

/**
 * Nobody is staff and acts for an organization or a vendor at once (domain.md, "Who acts"). Turns the database's refusal
 * to let staff in into the user error. @throws UserErrors INVALID_INPUT
 */
export async function keepingStaffApart<Result>(field: string[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (constraintOf(error) !== STAFF_APART_CONSTRAINT) throw error
    throw UserErrors.one(
      'INVALID_INPUT',
      field,
      "expected somebody who does not belong to the publisher's staff: staff act for no organization and no vendor",
    )
  }
}
