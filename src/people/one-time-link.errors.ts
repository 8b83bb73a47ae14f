import { UserErrors } from '../kernel/errors.js'

/** One answer to every link that opens nothing: used, replaced, expired and made up look the same. */
export function linkInvalid(): UserErrors {
  return UserErrors.one(
    'LINK_INVALID',
    ['token'],
    'expected the token of a link that still works: it was used, replaced by a newer one, has expired, or never was',
  )
}
