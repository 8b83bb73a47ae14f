/**
 * In which order sources that speak of one section stand, in SQL (docs/sources.md, "Precedence"): the publisher's own
 * before the public ones; among its own the one that was heard last comes first, the public ones come as in the catalog.
 * Whatever they say, all of them stand there: a sanction above all is never hidden by a source that knows of none.
 */
export const IN_ORDER_OF_PRECEDENCE = 'precedence, heard_on desc, source, position, fact_key'

/** Place of a source among those of the array `publicNames` (`PUBLIC_SOURCE_NAMES`); 0 for one of the publisher's own. */
export function precedenceOf(source: string, publicNames: string): string {
  return `coalesce(array_position(${publicNames}::text[], ${source}), 0)`
}

/** The latest day of what the fact's source says of its clinician in its section. */
export function heardOn(clinicianId: string): string {
  return `max(coalesce(last_reported_on, (retrieved_at at time zone 'UTC')::date))
    over (partition by ${clinicianId}, section, source)`
}
