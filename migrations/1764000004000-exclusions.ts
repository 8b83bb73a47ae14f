import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Exclusions1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whom the Office of Inspector General excludes or has excluded, as it published it, and of which clinician that is.
      create table exclusions (
        id text primary key,
        mode text not null constraint exclusions_mode_known check (mode in ('TEST', 'LIVE')),
        -- Names, day and type: no id is published. People who share all of them have a row each.
        record_key text not null,
        content_sha256 bytea not null,
        is_business boolean not null,
        last_name text,
        first_name text,
        middle_name text,
        business_name text,
        -- By which names compare, as in clinician_names; of a business its own name.
        name_key text not null,
        general text,
        specialty text,
        npi text constraint exclusions_npi_form check (npi ~ '^[12][0-9]{9}$'),
        -- An NPI was published whose check digit is wrong: no rule may match it, for the number is somebody's.
        has_wrong_npi boolean not null,
        birth_date date,
        state text,
        postal_code text,
        type_code text not null,
        excluded_on date not null,
        waived_on date,
        waiver_state text,
        reinstated_on date,
        -- The latest day of a file that changed what is said here.
        as_of date,
        no_longer_reported_at timestamptz,
        no_longer_reported_on date,
        clinician_id text constraint exclusions_clinician_fk references clinicians,
        matched_by text constraint exclusions_matched_by_known check (matched_by in ('NPI', 'NAME_AND_BIRTH_DATE', 'STAFF')),
        constraint exclusions_names_whom check
          (case when is_business then business_name is not null else last_name is not null end),
        constraint exclusions_npi_right_or_wrong check (npi is null or not has_wrong_npi),
        constraint exclusions_matched_how check ((clinician_id is null) = (matched_by is null)),
        constraint exclusions_vanished_when check (no_longer_reported_on is null or no_longer_reported_at is not null)
      );
      create index exclusions_record on exclusions (mode, record_key);
      create index exclusions_npi on exclusions (mode, npi) where npi is not null;
      create index exclusions_name on exclusions (name_key) where not is_business;
      create index exclusions_clinician on exclusions (clinician_id) where clinician_id is not null;

      -- That a record of a source may be about a clinician, for staff to decide; what they decided stays.
      create table match_leads (
        id text primary key,
        source text not null,
        exclusion_id text not null constraint match_leads_exclusion_fk references exclusions,
        clinician_id text not null constraint match_leads_clinician_fk references clinicians,
        reason text not null constraint match_leads_reason_known check (reason in
          ('NAME_ONLY', 'SEVERAL_WITH_NAME_AND_BIRTH_DATE', 'NAME_AND_BIRTH_DATE_WITH_OTHER_NPI',
           'NAME_WITH_OTHER_NPI', 'NPI_WITH_OTHER_NAME', 'NPI_WITH_OTHER_BIRTH_DATE', 'NPI', 'NAME_AND_BIRTH_DATE')),
        state text not null constraint match_leads_state_known
          check (state in ('OPEN', 'MATCHED', 'CONFIRMED', 'REJECTED', 'REOPENED')),
        found_at timestamptz not null,
        decided_at timestamptz,
        decided_by text constraint match_leads_decided_by_fk references users,
        decision_reason text,
        -- The reason of the lead when it was decided: what is known since can speak more strongly.
        decided_as text constraint match_leads_decided_as_known check (decided_as in
          ('NAME_ONLY', 'SEVERAL_WITH_NAME_AND_BIRTH_DATE', 'NAME_AND_BIRTH_DATE_WITH_OTHER_NPI',
           'NAME_WITH_OTHER_NPI', 'NPI_WITH_OTHER_NAME', 'NPI_WITH_OTHER_BIRTH_DATE', 'NPI', 'NAME_AND_BIRTH_DATE')),
        constraint match_leads_pair_unique unique (exclusion_id, clinician_id),
        constraint match_leads_decided_whole check
          (num_nulls(decided_at, decided_by, decision_reason, decided_as) =
            case when state in ('OPEN', 'MATCHED') then 4 else 0 end)
      );
      -- One person is excluded by one exclusion, whatever two members of the staff decide at once.
      create unique index match_leads_one_confirmed on match_leads (exclusion_id) where state = 'CONFIRMED';
      create index match_leads_open on match_leads (clinician_id, source) where state in ('OPEN', 'REOPENED');
      create index match_leads_clinician on match_leads (clinician_id);
      create index match_leads_state on match_leads (state, id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table match_leads;
      drop table exclusions;
    `)
  }
}
