import type { NoneReported, SanctionKind } from '../profile.content.js'
import type { DocumentHeader } from '../profile.document.js'
import { ACCEPTANCE, type AcceptanceTable } from './acceptance.table.js'

/**
 * Whether the silence of one of the sources is about this kind of sanction. A source of one kind says nothing of the
 * others. Where there is one, no other source stands in for it in live mode: it is left out where a person has yet to
 * decide whether what it reports is about this clinician. (Test mode has sources of its own instead.)
 */
export function wasAskedOf(
  kind: SanctionKind,
  noneReported: readonly NoneReported[],
  mode: DocumentHeader['mode'],
  { sanctionSources }: Pick<AcceptanceTable, 'sanctionSources'> = ACCEPTANCE,
): boolean {
  const hasItsOwn = mode === 'LIVE' && sanctionSources.some(({ sanctionKind }) => sanctionKind === kind)
  return noneReported.some(({ source }) => {
    const special = sanctionSources.find((one) => one.source === source)
    return special === undefined ? !hasItsOwn : special.sanctionKind === kind
  })
}
