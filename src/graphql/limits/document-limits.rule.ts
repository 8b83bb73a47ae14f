import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql'
import type { DocumentLimits } from '../../limits/request-limits.js'
import { measureDocument } from './document.measure.js'

/** Refuses documents that have more of something than they may, before any other rule looks at them. */
export function documentLimitsRule(limits: DocumentLimits): ValidationRule {
  return (context) => {
    const measure = measureDocument(context.getDocument())
    const problems =
      'circle' in measure
        ? [`expected fragments that do not lead back to themselves, got ${JSON.stringify(measure.circle)}`]
        : WHAT.filter(([name]) => measure[name] > limits[name]).map(
            ([name, what]) => `expected at most ${limits[name]} ${what}, got ${countOf(measure[name])}`,
          )
    for (const problem of problems) context.reportError(new GraphQLError(problem))
    if (problems.length > 0) spareOtherRules(context)
    return {}
  }
}

const WHAT: readonly (readonly [keyof Omit<DocumentLimits, 'tokens'>, string])[] = [
  ['depth', 'levels of fields'],
  ['aliases', 'aliases'],
  ['fields', 'fields'],
  ['directives', 'directives'],
  ['fragments', 'fragments'],
  ['introspections', 'of the fields __schema and __type'],
]

/** Fragments that double one another reach numbers without a meaning. */
function countOf(count: number): string {
  return count > 1_000_000 ? 'more than a million' : String(count)
}

/**
 * Rules that compare fields with one another take a tenth of a second for the worst document of 2,000 tokens. They cannot
 * be called off, but all of them start from the definitions: there are none any more.
 */
function spareOtherRules(context: ValidationContext): void {
  Object.assign(context.getDocument(), { definitions: [] })
}
