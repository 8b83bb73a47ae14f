import { writeStatement } from '../../db/statement.js'
import type { LeadReason, LeadState } from './match-lead.type.js'

/*
 * Whom an exclusion is about. By the NPI, if it has a right one. Without any NPI by last and first name and the exact
 * birth date, if exactly one clinician fits. By the word of staff before everything else. Never by a name alone: that
 * is a lead.
 *
 * The statements work on the tables of one matching (exclusion.matching.ts) and go from the exclusions, of which there
 * are some ten thousands, to the clinicians by the indexes of number and name.
 */

/** Everybody who has the number, or any name, of an exclusion in question and no other birth date. */
export const FIND_CANDIDATES = writeStatement(
  'exclusions_find_candidates',
  `with asked as materialized (
     select e.id, e.mode, e.npi, e.is_business, e.name_key, e.birth_date
       from matched_exclusions m join exclusions e on e.id = m.id),
   -- First by the index of names, which have the birth date too, and only then by what a clinician's row says.
   named as materialized (
     select distinct a.id, a.mode, a.npi, a.birth_date, n.clinician_id from asked a join clinician_names n on n.name_key = a.name_key
      where not a.is_business and (a.birth_date <> n.birth_date) is not true)
   insert into exclusion_candidates
   select a.id, c.id, true,
          not a.is_business and exists
            (select from clinician_names n where n.clinician_id = c.id and n.name_key = a.name_key),
          a.birth_date = c.birth_date, false
     from asked a join clinicians c on c.mode = a.mode and c.npi = a.npi
   union all
   select s.id, c.id, false, true, s.birth_date = c.birth_date, s.npi <> c.npi
     from named s join clinicians c on c.id = s.clinician_id and c.mode = s.mode
    where (s.npi = c.npi) is not true and (s.birth_date <> c.birth_date) is not true`,
)

export const MATCH = writeStatement(
  'exclusions_match',
  `with fitting as (
     select exclusion_id, clinician_id, 'NPI' as matched_by from exclusion_candidates where by_npi
     union all
     select k.exclusion_id, min(k.clinician_id), 'NAME_AND_BIRTH_DATE'
       from exclusion_candidates k join exclusions e on e.id = k.exclusion_id
      where k.by_name and k.same_birth_date and e.npi is null and not e.has_wrong_npi
      group by k.exclusion_id having count(*) = 1),
   found as (
     select l.exclusion_id, l.clinician_id, 'STAFF' as matched_by
       from matched_exclusions m join match_leads l on l.exclusion_id = m.id
      where l.state = 'CONFIRMED'
     union all
     select f.exclusion_id, f.clinician_id, f.matched_by from fitting f
      where not exists (select from match_leads l
        where l.exclusion_id = f.exclusion_id
          and (l.state = 'CONFIRMED' or l.state in ('REJECTED', 'REOPENED') and l.clinician_id = f.clinician_id)))
   update exclusions e set clinician_id = f.clinician_id, matched_by = f.matched_by
     from matched_exclusions m left join found f on f.exclusion_id = m.id
    where e.id = m.id and (e.clinician_id, e.matched_by) is distinct from (f.clinician_id, f.matched_by)`,
)

/** How much a reason says for a pair: a decision against it is asked anew only when the pair has more for itself. */
const weightOf = (reason: string): string => `case ${reason}
    when 'NAME_WITH_OTHER_NPI' then 1 when 'NAME_ONLY' then 2 when 'NAME_AND_BIRTH_DATE_WITH_OTHER_NPI' then 3
    when 'SEVERAL_WITH_NAME_AND_BIRTH_DATE' then 4 when 'NAME_AND_BIRTH_DATE' then 4 when 'NPI' then 6 else 5 end`

/**
 * Takes leads away that nobody decided and that no longer hold, corrects the others and gives those that are new. Names
 * lead from an exclusion that is in force and about nobody who is known. Whoever a rule has found has a lead too, as long
 * as the exclusion is among the sanctions, so that staff can take it back: settled, unless name or birth date of the
 * number's clinician differ. A rejected pair for which more speaks than when it was rejected is asked about anew.
 */
export const FIND_LEADS = writeStatement<{
  exclusionId: string
  clinicianId: string
  reason: LeadReason
  state: LeadState
}>(
  'match_leads_find',
  `with judged as materialized (
     select k.exclusion_id, k.clinician_id, e.clinician_id is not null as is_match,
            case when k.by_npi and not k.same_birth_date then 'NPI_WITH_OTHER_BIRTH_DATE'
                 when k.by_npi and not k.by_name then 'NPI_WITH_OTHER_NAME'
                 when k.by_npi then 'NPI'
                 when k.other_npi and k.same_birth_date then 'NAME_AND_BIRTH_DATE_WITH_OTHER_NPI'
                 when k.other_npi then 'NAME_WITH_OTHER_NPI'
                 when k.same_birth_date and e.npi is null and not e.has_wrong_npi
                   then case when k.fitting > 1 then 'SEVERAL_WITH_NAME_AND_BIRTH_DATE' else 'NAME_AND_BIRTH_DATE' end
                 else 'NAME_ONLY' end as reason
       from (select *, count(*) filter (where same_birth_date) over (partition by exclusion_id) as fitting
               from exclusion_candidates) k
       join exclusions e on e.id = k.exclusion_id
      where case when e.clinician_id is null then e.no_longer_reported_at is null and e.reinstated_on is null
                 else e.clinician_id = k.clinician_id
                   and (e.no_longer_reported_at is null or e.reinstated_on is not null) end),
   wanted as materialized (
     select exclusion_id, clinician_id, reason, ${weightOf('reason')} as weight,
            case when is_match and reason in ('NPI', 'NAME_AND_BIRTH_DATE') then 'MATCHED' else 'OPEN' end as state
       from judged),
   gone as (
     delete from match_leads l using matched_exclusions m
      where l.exclusion_id = m.id and l.state in ('OPEN', 'MATCHED') and not exists
        (select from wanted w where (w.exclusion_id, w.clinician_id) = (l.exclusion_id, l.clinician_id))),
   corrected as (
     update match_leads l set reason = w.reason, state = w.state from wanted w
      where (w.exclusion_id, w.clinician_id) = (l.exclusion_id, l.clinician_id)
        and l.state in ('OPEN', 'MATCHED') and (l.reason, l.state) <> (w.reason, w.state)),
   asked_anew as (
     update match_leads l
        set reason = coalesce(n.reason, l.decided_as), state = case when n.is_stronger then 'REOPENED' else 'REJECTED' end
       from (select r.id, w.weight is not null as is_stronger, w.reason
               from matched_exclusions m join match_leads r on r.exclusion_id = m.id
               left join wanted w on (w.exclusion_id, w.clinician_id) = (r.exclusion_id, r.clinician_id)
                and w.weight > ${weightOf('r.decided_as')}
              where r.state in ('REJECTED', 'REOPENED')) n
      where l.id = n.id
        and (l.reason, l.state) <> (coalesce(n.reason, l.decided_as), case when n.is_stronger then 'REOPENED' else 'REJECTED' end))
   select w.exclusion_id as "exclusionId", w.clinician_id as "clinicianId", w.reason, w.state from wanted w
    where not exists (select from match_leads l
      where (l.exclusion_id, l.clinician_id) = (w.exclusion_id, w.clinician_id))
    order by w.exclusion_id, w.clinician_id`,
)
