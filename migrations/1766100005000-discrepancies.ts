import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Discrepancies1766100005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table uploads drop constraint uploads_purpose_known;
      alter table uploads add constraint uploads_purpose_known
        check (purpose in ('CLINICIAN_ROSTER', 'ORDER_ROSTER', 'DISCREPANCY_EVIDENCE'));

      -- Who else bought a profile of the clinician: told when it was corrected.
      create index order_items_of_clinician on order_items (clinician_id, organization_id)
        where document_id is not null and refund_id is null;

      create sequence discrepancy_numbers;

      -- What an organization says is wrong in a profile that it bought, and what came of it. All days and times are those
      -- of the organization.
      create table discrepancies (
        id text primary key,
        -- Printed as DR- and 8 digits.
        number bigint not null constraint discrepancies_number_unique unique
          constraint discrepancies_number_sane check (number between 1 and 99999999),
        mode text not null constraint discrepancies_mode_known check (mode in ('TEST', 'LIVE')),
        organization_id text not null constraint discrepancies_organization_fk references organizations,
        order_item_id text not null constraint discrepancies_order_item_fk references order_items,
        -- Of the order of that line; printed as PO- and 10 digits.
        order_number bigint not null,
        clinician_id text not null constraint discrepancies_clinician_fk references clinicians,
        -- The document in which it stands, and where: "0" or "0.status" of the section; null for what is missing.
        document_id text not null constraint discrepancies_document_fk references profile_documents,
        section text not null constraint discrepancies_section_length check (length(section) between 1 and 100),
        path text constraint discrepancies_path_length check (length(path) between 1 and 200),
        -- Name of the element and of its source, as the profile tells them; null for what is missing.
        element text constraint discrepancies_element_length check (length(element) between 1 and 2000),
        source text constraint discrepancies_source_length check (length(source) between 1 and 200),
        -- Digest of what is meant, in whichever snapshot it stands: of two open reports about one thing the second is none.
        subject_sha256 text not null constraint discrepancies_subject_form check (subject_sha256 ~ '^[0-9a-f]{64}$'),
        says text constraint discrepancies_says_length check (length(says) between 1 and 2000),
        should_say text constraint discrepancies_should_say_length check (length(should_say) between 1 and 2000),
        why text not null constraint discrepancies_why_length check (length(why) between 1 and 2000),

        state text not null constraint discrepancies_state_known check (state in
          ('SUBMITTED', 'INVESTIGATING', 'DELAYED', 'CORRECTED', 'CONFIRMED_ACCURATE', 'WITHDRAWN')),
        actor_kind text not null constraint discrepancies_actor_kind_known check (actor_kind in ('VENDOR', 'USER')),
        actor_id text not null,
        api_key_id text constraint discrepancies_api_key_fk references api_keys,
        idempotency_scope text not null,
        idempotency_key text not null,
        request_sha256 text not null constraint discrepancies_request_form check (request_sha256 ~ '^[0-9a-f]{64}$'),
        submitted_at timestamptz not null,

        -- As promised at first, and now; with the first instant after that day in the organization's time zone.
        first_due_on date not null,
        first_due_before timestamptz not null,
        due_on date not null,
        due_before timestamptz not null,
        -- Of the last delay.
        delayed_at timestamptz,
        delay_explanation text
          constraint discrepancies_delay_explanation_length check (length(delay_explanation) between 1 and 2000),

        taken_at timestamptz,
        taken_by_user_id text constraint discrepancies_taken_by_fk references users,
        ended_at timestamptz,
        decided_by_user_id text constraint discrepancies_decided_by_fk references users,
        -- In words that the reporter reads.
        explanation text constraint discrepancies_explanation_length check (length(explanation) between 1 and 2000),
        corrected_document_id text
          constraint discrepancies_corrected_document_fk references profile_documents
          constraint discrepancies_corrected_document_unique unique,
        -- The last day on which the corrected profile is handed out, and the first instant after it.
        download_until date,
        download_before timestamptz,
        -- How far the other buyers are told: up to which organization, and since when all of them are.
        buyers_told_through text not null,
        buyers_told_at timestamptz,

        constraint discrepancies_idempotency_key_unique unique (idempotency_scope, idempotency_key),
        constraint discrepancies_key_of_vendor check ((actor_kind = 'VENDOR') = (api_key_id is not null)),
        constraint discrepancies_something_differs check (num_nonnulls(says, should_say) > 0),
        constraint discrepancies_place_whole check (num_nonnulls(path, element, source) in (0, 3)),
        constraint discrepancies_missing_says_nothing check (path is not null or says is null),
        constraint discrepancies_due_later check (due_on >= first_due_on and due_before >= first_due_before),
        constraint discrepancies_delay_whole
          check ((delayed_at is null) = (delay_explanation is null) and (state <> 'DELAYED' or delayed_at is not null)),
        constraint discrepancies_taken_whole check ((taken_at is null) = (taken_by_user_id is null)
          and case when state = 'SUBMITTED' then taken_at is null
                   when state in ('DELAYED', 'WITHDRAWN') then true else taken_at is not null end),
        constraint discrepancies_ended_whole
          check ((state in ('CORRECTED', 'CONFIRMED_ACCURATE', 'WITHDRAWN')) = (ended_at is not null)),
        constraint discrepancies_decided_by_somebody check (num_nonnulls(decided_by_user_id, explanation)
          = case when state in ('CORRECTED', 'CONFIRMED_ACCURATE') then 2 else 0 end),
        constraint discrepancies_corrected_whole check (
          num_nonnulls(corrected_document_id, download_until, download_before)
          = case when state = 'CORRECTED' then 3 else 0 end),
        constraint discrepancies_told_of_correction check (buyers_told_at is null or state = 'CORRECTED')
      );
      create unique index discrepancies_one_open on discrepancies (organization_id, clinician_id, subject_sha256)
        where ended_at is null;
      create index discrepancies_of_organization on discrepancies (organization_id, id);
      create index discrepancies_of_order on discrepancies (order_number);
      create index discrepancies_of_item on discrepancies (order_item_id, id);
      create index discrepancies_by_state on discrepancies (mode, state, due_before, id);
      create index discrepancies_waiting on discrepancies (mode, due_before, id) where ended_at is null;
      create index discrepancies_to_tell on discrepancies (id) where state = 'CORRECTED' and buyers_told_at is null;

      -- What was reported stays as it was, and how it ended is final.
      create function keep_discrepancy() returns trigger language plpgsql as $$
      declare
        work constant text[] := array['state', 'due_on', 'due_before', 'delayed_at', 'delay_explanation', 'taken_at',
          'taken_by_user_id', 'ended_at', 'decided_by_user_id', 'explanation', 'corrected_document_id', 'download_until',
          'download_before', 'buyers_told_through', 'buyers_told_at'];
        told constant text[] := array['buyers_told_through', 'buyers_told_at'];
        free text[];
      begin
        free := case when old.ended_at is null then work else told end;
        if tg_op = 'UPDATE' and to_jsonb(new) - free = to_jsonb(old) - free then
          return new;
        end if;
        raise exception 'discrepancy % stands as it is: % refused', old.id, tg_op using errcode = 'restrict_violation';
      end $$;
      create trigger discrepancies_stand before update or delete on discrepancies
        for each row execute function keep_discrepancy();

      -- What became of a report, step by step. NOTED is for staff only.
      create table discrepancy_events (
        id bigint generated always as identity primary key,
        discrepancy_id text not null constraint discrepancy_events_discrepancy_fk references discrepancies,
        kind text not null constraint discrepancy_events_kind_known check (kind in ('SUBMITTED', 'INVESTIGATING', 'NOTED',
          'ASKED', 'REPLIED', 'DELAYED', 'CORRECTED', 'CONFIRMED_ACCURATE', 'WITHDRAWN')),
        actor_kind text not null
          constraint discrepancy_events_actor_kind_known check (actor_kind in ('VENDOR', 'USER', 'STAFF', 'SYSTEM')),
        occurred_at timestamptz not null,
        -- By when an outcome was promised then.
        due_on date,
        message text constraint discrepancy_events_message_length check (length(message) between 1 and 2000),
        constraint discrepancy_events_promise check ((kind in ('SUBMITTED', 'DELAYED')) = (due_on is not null)),
        constraint discrepancy_events_message_given check (kind not in ('NOTED', 'ASKED', 'REPLIED') or message is not null)
      );
      create index discrepancy_events_of_discrepancy on discrepancy_events (discrepancy_id, id);
      create trigger discrepancy_events_append_only before update or delete or truncate on discrepancy_events
        for each statement execute function refuse_change();

      -- Files that go with a report; an upload is evidence of one thing.
      create table discrepancy_evidence (
        id text primary key,
        discrepancy_id text not null constraint discrepancy_evidence_discrepancy_fk references discrepancies,
        upload_id text not null constraint discrepancy_evidence_upload_fk references uploads
          constraint discrepancy_evidence_upload_unique unique,
        added_at timestamptz not null
      );
      create index discrepancy_evidence_of_discrepancy on discrepancy_evidence (discrepancy_id, id);
      create trigger discrepancy_evidence_append_only before update or delete or truncate on discrepancy_evidence
        for each statement execute function refuse_change();

      -- Which other buyers of what was corrected were told, each once.
      create table discrepancy_tellings (
        discrepancy_id text not null constraint discrepancy_tellings_discrepancy_fk references discrepancies,
        organization_id text not null constraint discrepancy_tellings_organization_fk references organizations,
        order_item_id text not null constraint discrepancy_tellings_order_item_fk references order_items,
        told_at timestamptz not null,
        primary key (discrepancy_id, organization_id)
      );
      create index discrepancy_tellings_of_organization on discrepancy_tellings (organization_id, told_at);
      create trigger discrepancy_tellings_append_only before update or delete or truncate on discrepancy_tellings
        for each statement execute function refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table discrepancy_tellings;
      drop table discrepancy_evidence;
      drop table discrepancy_events;
      drop table discrepancies;
      drop function keep_discrepancy;
      drop sequence discrepancy_numbers;
      drop index order_items_of_clinician;
      alter table uploads drop constraint uploads_purpose_known;
      alter table uploads add constraint uploads_purpose_known check (purpose in ('CLINICIAN_ROSTER', 'ORDER_ROSTER'));
    `)
  }
}
