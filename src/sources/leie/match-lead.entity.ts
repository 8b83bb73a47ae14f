import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { Clinician } from '../../clinicians/clinician.entity.js'
import { User } from '../../people/user.entity.js'
import { Exclusion } from './exclusion.entity.js'
import type { LeadReason, LeadState } from './match-lead.type.js'

const REASONS =
  "'NAME_ONLY', 'SEVERAL_WITH_NAME_AND_BIRTH_DATE', 'NAME_AND_BIRTH_DATE_WITH_OTHER_NPI', 'NAME_WITH_OTHER_NPI', 'NPI_WITH_OTHER_NAME', 'NPI_WITH_OTHER_BIRTH_DATE', 'NPI', 'NAME_AND_BIRTH_DATE'"

/** That an exclusion may be about a clinician, for staff to decide. What nobody has decided comes and goes with what is known. */
@Entity('match_leads')
@Unique('match_leads_pair_unique', ['exclusionId', 'clinicianId'])
@Index('match_leads_one_confirmed', ['exclusionId'], { unique: true, where: `state = 'CONFIRMED'` })
@Index('match_leads_open', ['clinicianId', 'source'], { where: `state in ('OPEN', 'REOPENED')` })
@Index('match_leads_clinician', ['clinicianId'])
@Index('match_leads_state', ['state', 'id'])
@Check('match_leads_reason_known', `reason in (${REASONS})`)
@Check('match_leads_decided_as_known', `decided_as in (${REASONS})`)
@Check('match_leads_state_known', `state in ('OPEN', 'MATCHED', 'CONFIRMED', 'REJECTED', 'REOPENED')`)
@Check(
  'match_leads_decided_whole',
  `num_nulls(decided_at, decided_by, decision_reason, decided_as) = case when state in ('OPEN', 'MATCHED') then 4 else 0 end`,
)
export class MatchLead {
  @PrimaryColumn('text')
  id!: string

  /** Name of the source as printed. */
  @Column('text')
  source!: string

  @ForeignKey(() => Exclusion, { name: 'match_leads_exclusion_fk' })
  @Column('text', { name: 'exclusion_id' })
  exclusionId!: string

  @ForeignKey(() => Clinician, { name: 'match_leads_clinician_fk' })
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  @Column('text')
  reason!: LeadReason

  @Column('text')
  state!: LeadState

  @Column('timestamp with time zone', { name: 'found_at' })
  foundAt!: Date

  @Column('timestamp with time zone', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null

  @ForeignKey(() => User, { name: 'match_leads_decided_by_fk' })
  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy!: string | null

  @Column('text', { name: 'decision_reason', nullable: true })
  decisionReason!: string | null

  /** The reason that the lead had when it was decided. */
  @Column('text', { name: 'decided_as', nullable: true })
  decidedAs!: LeadReason | null
}
