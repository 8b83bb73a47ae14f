import type { MigrationInterface, QueryRunner } from 'typeorm'

export class ResearchRequests1764000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence research_request_numbers;

      -- What an organization asks staff to find out: who a clinician is whom no search found. All that is known of the
      -- clinician is kept with it, so it is as confidential as the directory.
      create table research_requests (
        id text primary key,
        -- Printed as RR- and 8 digits.
        number bigint not null constraint research_requests_number_unique unique
          constraint research_requests_number_sane check (number between 1 and 99999999),
        mode text not null constraint research_requests_mode_known check (mode in ('TEST', 'LIVE')),
        organization_id text not null constraint research_requests_organization_fk references organizations,
        state text not null constraint research_requests_state_known
          check (state in ('OPEN', 'IN_PROGRESS', 'FOUND', 'NOT_FOUND', 'WITHDRAWN')),
        actor_kind text not null constraint research_requests_actor_kind_known check (actor_kind in ('VENDOR', 'USER')),
        actor_id text not null,
        api_key_id text constraint research_requests_api_key_fk references api_keys,
        requested_at timestamptz not null,
        vendor_reference text
          constraint research_requests_vendor_reference_length check (length(vendor_reference) between 1 and 200),
        -- By what the clinician had been looked for in vain.
        searched_by text constraint research_requests_searched_by_known
          check (searched_by in ('NPI', 'ECFMG_NUMBER', 'NCCPA_NUMBER', 'NAME_AND_BIRTH_DATE')),

        kind text constraint research_requests_kind_known check (kind in ('PHYSICIAN', 'PHYSICIAN_ASSISTANT')),
        first_name text constraint research_requests_first_name_length check (length(first_name) between 1 and 100),
        middle_name text constraint research_requests_middle_name_length check (length(middle_name) between 1 and 100),
        last_name text constraint research_requests_last_name_length check (length(last_name) between 1 and 100),
        other_names text[] not null
          constraint research_requests_other_names_count check (cardinality(other_names) <= 10),
        birth_date date,
        npi text constraint research_requests_npi_form check (npi ~ '^[12][0-9]{9}$'),
        ecfmg_number text constraint research_requests_ecfmg_form check (ecfmg_number ~ '^[0-9]{7,8}$'),
        nccpa_number text constraint research_requests_nccpa_form check (nccpa_number ~ '^[0-9]{7}$'),
        -- Each {"jurisdiction", "number"}.
        licenses jsonb not null constraint research_requests_licenses_list
          check (jsonb_typeof(licenses) = 'array' and jsonb_array_length(licenses) <= 20),
        medical_school text
          constraint research_requests_medical_school_length check (length(medical_school) between 1 and 200),
        graduation_year integer
          constraint research_requests_graduation_year_sane check (graduation_year between 1900 and 2200),
        state_of_practice text constraint research_requests_state_form check (state_of_practice ~ '^[A-Z]{2}$'),
        employer text constraint research_requests_employer_length check (length(employer) between 1 and 200),
        note text constraint research_requests_note_length check (length(note) between 1 and 2000),
        -- Of all that tells whom it is about: of two requests for the same the second is the first.
        known_sha256 text not null constraint research_requests_known_form check (known_sha256 ~ '^[0-9a-f]{64}$'),

        -- As promised at first, and now; with the first instant after that day in the organization's time zone.
        first_due_on date not null,
        first_due_before timestamptz not null,
        due_on date not null,
        due_before timestamptz not null,
        -- Of the last delay.
        delayed_at timestamptz,
        delay_explanation text
          constraint research_requests_delay_explanation_length check (length(delay_explanation) between 1 and 2000),

        started_at timestamptz,
        started_by_user_id text constraint research_requests_started_by_fk references users,
        ended_at timestamptz,
        answered_by_user_id text constraint research_requests_answered_by_fk references users,
        clinician_id text constraint research_requests_clinician_fk references clinicians,
        not_found_explanation text constraint research_requests_not_found_explanation_length
          check (length(not_found_explanation) between 1 and 2000),

        constraint research_requests_key_of_vendor check ((actor_kind = 'VENDOR') = (api_key_id is not null)),
        constraint research_requests_something_known check (
          num_nonnulls(last_name, npi, ecfmg_number, nccpa_number) > 0 or jsonb_array_length(licenses) > 0),
        constraint research_requests_due_later check (due_on >= first_due_on and due_before >= first_due_before),
        constraint research_requests_delay_whole check ((delayed_at is null) = (delay_explanation is null)),
        constraint research_requests_started_whole check (
          (started_at is null) = (started_by_user_id is null)
          and case state when 'OPEN' then started_at is null when 'WITHDRAWN' then true else started_at is not null end),
        constraint research_requests_ended_whole check ((state in ('OPEN', 'IN_PROGRESS')) = (ended_at is null)),
        constraint research_requests_answered_by_somebody
          check ((state in ('FOUND', 'NOT_FOUND')) = (answered_by_user_id is not null)),
        constraint research_requests_found_somebody check ((state = 'FOUND') = (clinician_id is not null)),
        constraint research_requests_not_found_says_why
          check ((state = 'NOT_FOUND') = (not_found_explanation is not null))
      );
      create unique index research_requests_one_open on research_requests (organization_id, known_sha256)
        where state in ('OPEN', 'IN_PROGRESS');
      create index research_requests_of_organization on research_requests (organization_id, id);
      create index research_requests_by_state on research_requests (mode, state, due_before, id);
      create index research_requests_waiting on research_requests (mode, due_before, id)
        where state in ('OPEN', 'IN_PROGRESS');

      -- What was asked stays as it was, and how it ended is final.
      create function keep_research_request() returns trigger language plpgsql as $$
      declare
        work constant text[] := array['state', 'due_on', 'due_before', 'delayed_at', 'delay_explanation', 'started_at',
          'started_by_user_id', 'ended_at', 'answered_by_user_id', 'clinician_id', 'not_found_explanation'];
      begin
        if tg_op = 'UPDATE' and old.ended_at is null and to_jsonb(new) - work = to_jsonb(old) - work then
          return new;
        end if;
        raise exception 'research request % stands as it is: % refused', old.id, tg_op
          using errcode = 'restrict_violation';
      end $$;
      create trigger research_requests_stand before update or delete on research_requests
        for each row execute function keep_research_request();

      -- What became of a request, step by step.
      create table research_request_events (
        id bigint generated always as identity primary key,
        research_request_id text not null constraint research_request_events_request_fk references research_requests,
        kind text not null constraint research_request_events_kind_known
          check (kind in ('REQUESTED', 'STARTED', 'DELAYED', 'FOUND', 'NOT_FOUND', 'WITHDRAWN')),
        actor_kind text not null constraint research_request_events_actor_kind_known
          check (actor_kind in ('VENDOR', 'USER', 'STAFF', 'SYSTEM')),
        occurred_at timestamptz not null,
        -- By when an answer was promised then.
        due_on date,
        -- In words that the requester reads.
        message text constraint research_request_events_message_length check (length(message) between 1 and 2000),
        constraint research_request_events_promise check ((kind in ('REQUESTED', 'DELAYED')) = (due_on is not null))
      );
      create index research_request_events_of_request on research_request_events (research_request_id, id);
      create trigger research_request_events_append_only before update or delete or truncate on research_request_events
        for each statement execute function refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table research_request_events;
      drop table research_requests;
      drop function keep_research_request;
      drop sequence research_request_numbers;
    `)
  }
}
