import type { MigrationInterface, QueryRunner } from 'typeorm'

export class MailAndAudit1763830007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table emails (
        id text primary key,
        kind text not null,
        recipients text[] not null constraint emails_recipients_present check (cardinality(recipients) > 0),
        subject text not null,
        text_body text not null,
        html_body text not null,
        created_at timestamptz not null,
        -- Who has it already, and whom it was refused for good: a retry goes to the others only.
        delivered_to text[] not null default '{}',
        refused_recipients text[] not null default '{}',
        attempts integer not null default 0,
        -- A worker that takes the e-mail has it alone until then, by this server's clock; later another may try.
        claimed_until timestamptz,
        -- A code, such as 550 or ETIMEDOUT: texts of mail servers name people.
        last_error text,
        -- Whether it ended in this table, for want of a mail server.
        kept boolean not null default false,
        sent_at timestamptz,
        failed_at timestamptz,
        constraint emails_one_end check (sent_at is null or failed_at is null)
      );
      create index emails_unsent on emails (created_at) where sent_at is null and failed_at is null;
      create index emails_newest on emails (created_at, id);
      alter table daily_receipts add constraint daily_receipts_email_fk foreign key (email_id) references emails;

      -- Ids only, and no personal data: who did what to which thing, when, from where.
      create table audit_events (
        id bigint generated always as identity primary key,
        occurred_at timestamptz not null,
        action text not null,
        actor_kind text not null,
        actor_id text,
        api_key_id text,
        organization_id text,
        subject_kind text,
        subject_ids text[] not null,
        request_id text,
        address inet
      );
      create index audit_events_organization on audit_events (organization_id, id);
      create trigger audit_events_append_only before update or delete or truncate on audit_events
        for each statement execute function refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table audit_events;
      alter table daily_receipts drop constraint daily_receipts_email_fk;
      drop table emails;
    `)
  }
}
