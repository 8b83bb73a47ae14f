import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import type { LocalDay } from '../kernel/local-day.js'
import { cliniciansByNumbers } from './clinician.queries.js'
import type { CheckedCriterion } from './clinician.rules.js'
import { deactivationOf } from './deactivated-npi.queries.js'

/** Why nobody matches a criterion. */
export interface Miss {
  /** What was looked for and what can be done, a sentence each. */
  explanation: string[]
  /** Id of the clinician of whom the explanation tells that it is in the directory: a read of that one. */
  hintedId: string | null
}

/** What is known about a number that nobody has. */
interface Findings {
  deactivation?: { deactivatedOn: LocalDay; source: string } | undefined
  /** Who has the same ECFMG number but for a zero in front. */
  other?: { id: string; number: string } | undefined
}

/**
 * Why nobody matches each of the criteria, in their order. One statement for all NPIs and one for all ECFMG numbers that
 * are among them.
 */
export async function explainMisses(
  reader: Reader,
  mode: Mode,
  criteria: readonly CheckedCriterion[],
): Promise<Miss[]> {
  const npis = criteria.flatMap((criterion) => (criterion.kind === 'NPI' ? [criterion.number] : []))
  const variants = criteria.flatMap((criterion) => ecfmgVariantOf(criterion) ?? [])
  const deactivations = npis.length === 0 ? [] : await deactivationOf(reader, mode, npis)
  const others = variants.length === 0 ? [] : await cliniciansByNumbers(reader, mode, 'ECFMG_NUMBER', variants)
  const byNpi = new Map(deactivations.map((each) => [each.npi, each]))
  const byNumber = new Map(others.map((each) => [each.number, each]))
  return criteria.map((criterion) => {
    const other = byNumber.get(ecfmgVariantOf(criterion) ?? '')
    const deactivation = criterion.kind === 'NPI' ? byNpi.get(criterion.number) : undefined
    return { explanation: explain(criterion, mode, { deactivation, other }), hintedId: other?.id ?? null }
  })
}

/** The same ECFMG number with the zero in front that one writes and another leaves out; null if there is no such. */
function ecfmgVariantOf(criterion: CheckedCriterion): string | null {
  if (criterion.kind !== 'ECFMG_NUMBER') return null
  const { number } = criterion
  if (number.length === 7) return `0${number}`
  return number.startsWith('0') ? number.slice(1) : null
}

/** Without the name or the date, which the caller knows and logs should not. */
function explain(criterion: CheckedCriterion, mode: Mode, { deactivation, other }: Findings): string[] {
  const where = `the ${mode === 'TEST' ? 'sandbox' : 'live'} directory`
  switch (criterion.kind) {
    case 'NPI':
      return [
        `The NPI has the right form and check digit, but no clinician of ${where} has it.`,
        deactivation === undefined
          ? 'It may be that of another profession or of an organization: the directory holds physicians and physician assistants. Try the name and date of birth.'
          : `It was deactivated on ${deactivation.deactivatedOn}, says ${deactivation.source}, which withholds whose it was. Try the name and date of birth.`,
      ]
    case 'ECFMG_NUMBER':
      return [
        `No physician of ${where} has this ECFMG number.`,
        other === undefined
          ? 'Physician assistants have none, nor have most who went to medical school in the US or Canada: try the NPI, or the name and date of birth.'
          : `One has ${other.number}: look for that if it is meant.`,
      ]
    case 'NCCPA_NUMBER':
      return [
        `No physician assistant of ${where} has this NCCPA number.`,
        'Physicians have none: try the NPI, or the name and date of birth.',
      ]
    case 'NAME_AND_BIRTH_DATE':
      return [
        `The first and last name were compared with the legal, former and other names of ${where}, without case, accents and punctuation; middle names and suffixes only where both have one.`,
        'Nobody of that name has this exact date of birth. Some sources carry no date of birth: try the NPI.',
        'A first name is looked for in full, not by its initial, and a compound last name with all its parts.',
      ]
  }
}
