import type { MigrationInterface, QueryRunner } from 'typeorm'

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz'

/** What ids of events begin with at an instant: the first 48 bits of a UUIDv7 are its milliseconds (TypeID). */
function eventIdAt(instant: Date): string {
  let rest = instant.getTime()
  let digits = ''
  for (let place = 0; place < 10; place++) {
    digits = `${BASE32[rest % 32]}${digits}`
    rest = Math.floor(rest / 32)
  }
  return `evt_${digits}`
}

/** Tables whose months are told by the ids of events. */
const BY_EVENT = [
  ['webhook_events', 'id'],
  ['webhook_deliveries', 'event_id'],
  ['webhook_attempts', 'event_id'],
] as const

/**
 * What only grows lies in months. Expanded first, without a lock that anybody waits for; then, in one short transaction,
 * each table becomes the first part of a partitioned one of its name: nothing is copied, and the release before goes on
 * reading and writing. It may be run again from the beginning until it has ended.
 */
export class Partitions1766300004000 implements MigrationInterface {
  /** `create index concurrently` runs in none. */
  transaction = false

  async up(runner: QueryRunner): Promise<void> {
    const [found] = (await runner.query(
      `select relkind::text as kind from pg_class where oid = 'audit_events'::regclass`,
    )) as { kind: string }[]
    if (found?.kind === 'p') return
    await this.#makeKey(runner)
    try {
      const bound = await this.#addBounds(runner)
      await runner.startTransaction()
      // Short, and begun anew by whoever starts the next process: others wait behind whoever waits for a lock.
      await runner.query(`set local lock_timeout = '5s'`)
      await runner.query(marks)
      await runner.query(webhooks(eventIdAt(bound), monthOf(bound)))
      await runner.query(audit(bound.toISOString(), monthOf(bound)))
      await runner.commitTransaction()
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction()
      // What is to be no later than the bound must not hold the release before to it, should this not be tried again.
      await this.#dropBounds(runner)
      throw error
    }
  }

  async #makeKey(runner: QueryRunner): Promise<void> {
    // Nobody waits for it, so it may wait for whoever has begun before.
    await runner.query(`set lock_timeout = '60s'`)
    await runner.query('drop index concurrently if exists audit_events_past_pkey')
    await runner.query('create unique index concurrently audit_events_past_pkey on audit_events (id, occurred_at)')
    await runner.query('reset lock_timeout')
  }

  async #dropBounds(runner: QueryRunner): Promise<void> {
    for (const table of ['audit_events', ...BY_EVENT.map(([name]) => name)]) {
      await runner.query(`alter table ${table} drop constraint if exists ${table}_past_only`)
    }
  }

  /** The first instant that is not in the first part. A day ahead at least: nobody writes beyond it meanwhile. */
  async #addBounds(runner: QueryRunner): Promise<Date> {
    const [row] = (await runner.query(
      `select extract(epoch from date_trunc('month', greatest(now() + interval '1 day', max(occurred_at)), 'UTC')
              at time zone 'UTC' + interval '1 month')::bigint * 1000 as ms from audit_events`,
    )) as { ms: string | number }[]
    const bound = new Date(Number(row?.ms))
    await this.#dropBounds(runner)
    const checks = [
      ['audit_events', `occurred_at < '${bound.toISOString()}'`],
      ...BY_EVENT.map(([table, key]) => [table, `${key} < '${eventIdAt(bound)}'`]),
    ]
    for (const [table, check] of checks) {
      // Looked through without a lock that writers wait for; the move need not look again.
      await runner.query(`alter table ${table} add constraint ${table}_past_only check (${check}) not valid`)
      await runner.query(`alter table ${table} validate constraint ${table}_past_only`)
    }
    return bound
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger clinicians_mark on clinicians;
      drop trigger clinician_names_mark on clinician_names;
      drop trigger deactivated_npis_mark on deactivated_npis;
      drop function mark_directory_change();
      drop table directory_marks;

      create table audit_events_whole (like audit_events including constraints);
      insert into audit_events_whole select * from audit_events;
      create table webhook_events_whole (like webhook_events including constraints);
      insert into webhook_events_whole select * from webhook_events;
      create table webhook_deliveries_whole (like webhook_deliveries including constraints including defaults);
      insert into webhook_deliveries_whole select * from webhook_deliveries;
      create table webhook_attempts_whole (like webhook_attempts including constraints);
      insert into webhook_attempts_whole select * from webhook_attempts;
      create temporary table kept on commit drop as
        select coalesce(pg_sequence_last_value(pg_get_serial_sequence('audit_events', 'id')::regclass), 0) + 1 as next;
      drop table webhook_attempts, webhook_deliveries, webhook_events, audit_events, audit_retirements;
      alter table audit_events_whole rename to audit_events;
      alter table webhook_events_whole rename to webhook_events;
      alter table webhook_deliveries_whole rename to webhook_deliveries;
      alter table webhook_attempts_whole rename to webhook_attempts;

      alter table audit_events add primary key (id);
      do $$ begin
        execute format('alter table audit_events alter id add generated always as identity (start with %s)',
                       (select next from kept));
        -- Given out already is what is below it.
        if (select next from kept) > 1 then
          perform setval('audit_events_id_seq', (select next - 1 from kept));
        end if;
      end $$;
      create index audit_events_subjects on audit_events using gin (subject_ids);
      create index audit_events_organization on audit_events (organization_id, occurred_at, id);
      create index audit_events_time on audit_events (occurred_at, id);
      create trigger audit_events_append_only before update or delete or truncate on audit_events
        for each statement execute function refuse_change();
      create trigger audit_events_given_ids before insert on audit_events for each row
        when (new.id > coalesce(pg_sequence_last_value('audit_events_id_seq'::regclass), 0)) execute function refuse_id();

      alter table webhook_events add primary key (id),
        add constraint webhook_events_position_unique unique (position),
        add constraint webhook_events_vendor_fk foreign key (vendor_id) references vendors,
        add constraint webhook_events_organization_fk foreign key (organization_id) references organizations;
      alter table webhook_deliveries add primary key (endpoint_id, event_id),
        add constraint webhook_deliveries_endpoint_fk foreign key (endpoint_id) references webhook_endpoints,
        add constraint webhook_deliveries_event_fk foreign key (event_id) references webhook_events on delete cascade;
      alter table webhook_attempts add primary key (endpoint_id, event_id, number),
        add constraint webhook_attempts_delivery_fk foreign key (endpoint_id, event_id)
          references webhook_deliveries on delete cascade;
      ${webhookIndexes}
    `)
  }
}

function monthOf(bound: Date): string {
  return bound.toISOString().slice(0, 7).replace('-', '')
}

/**
 * How often the directory was changed: each change counts one of the rows up, one that no other transaction has just
 * now. A replica whose rows are nowhere behind the primary's has every change that the primary had committed.
 */
const marks = `
  create table directory_marks (
    slot bigint generated always as identity primary key,
    changes bigint not null constraint directory_marks_count check (changes > 0)
  ) with (fillfactor = 50);
  create function mark_directory_change() returns trigger language plpgsql as $$
  begin
    update directory_marks set changes = changes + 1
     where slot = (select slot from directory_marks order by slot limit 1 for update skip locked);
    if not found then
      insert into directory_marks (changes) values (1);
    end if;
    return null;
  end $$;
  create trigger clinicians_mark after insert or update or delete or truncate on clinicians
    for each statement execute function mark_directory_change();
  create trigger clinician_names_mark after insert or update or delete or truncate on clinician_names
    for each statement execute function mark_directory_change();
  create trigger deactivated_npis_mark after insert or update or delete or truncate on deactivated_npis
    for each statement execute function mark_directory_change();
`

const webhookIndexes = `
  create index webhook_events_vendor on webhook_events (vendor_id, mode, occurred_at);
  create index webhook_events_time on webhook_events (occurred_at);
  create index webhook_events_unplaced on webhook_events (id) where position is null;
  create index webhook_events_feed on webhook_events (vendor_id, mode, position);
  create index webhook_events_organization_feed on webhook_events (organization_id, vendor_id, position);
  create index webhook_deliveries_waiting on webhook_deliveries (endpoint_id, next_attempt_at) where state = 'WAITING';
  create index webhook_deliveries_claimed on webhook_deliveries (endpoint_id, claimed_until)
    where claimed_until is not null;
  create index webhook_deliveries_event on webhook_deliveries (event_id);
  create index webhook_deliveries_log on webhook_deliveries (endpoint_id, state, event_id);
`

/** Renames a table and what is named after it: the names are those of the whole from now on. */
const becomePast = (table: string, indexes: readonly string[]) => `
  alter table ${table} rename to ${table}_past;
  ${indexes.map((name) => `alter index ${table}_${name} rename to ${table}_past_${name};`).join('\n')}
`

/** Events, deliveries and attempts: by what the id of the event begins with, so that all keys stay as they were. */
const webhooks = (bound: string, month: string) => `
  lock table webhook_events, webhook_deliveries, webhook_attempts in access exclusive mode;
  alter table webhook_attempts drop constraint webhook_attempts_delivery_fk;
  alter table webhook_deliveries drop constraint webhook_deliveries_event_fk;
  ${becomePast('webhook_events', ['pkey', 'position_unique', 'vendor', 'time', 'unplaced', 'feed', 'organization_feed'])}
  ${becomePast('webhook_deliveries', ['pkey', 'waiting', 'claimed', 'event', 'log'])}
  ${becomePast('webhook_attempts', ['pkey'])}
  create table webhook_events (like webhook_events_past including constraints) partition by range (id);
  create table webhook_deliveries (like webhook_deliveries_past including constraints including defaults)
    partition by range (event_id);
  create table webhook_attempts (like webhook_attempts_past including constraints) partition by range (event_id);
  ${BY_EVENT.map(([table]) => `alter table ${table} drop constraint ${table}_past_only;`).join('\n')}
  alter table webhook_events add primary key (id),
    add constraint webhook_events_vendor_fk foreign key (vendor_id) references vendors,
    add constraint webhook_events_organization_fk foreign key (organization_id) references organizations;
  alter table webhook_deliveries add primary key (endpoint_id, event_id),
    add constraint webhook_deliveries_endpoint_fk foreign key (endpoint_id) references webhook_endpoints,
    add constraint webhook_deliveries_event_fk foreign key (event_id) references webhook_events on delete cascade;
  alter table webhook_attempts add primary key (endpoint_id, event_id, number),
    add constraint webhook_attempts_delivery_fk foreign key (endpoint_id, event_id)
      references webhook_deliveries on delete cascade;
  ${webhookIndexes}
  ${BY_EVENT.map(
    ([table]) => `
      alter table ${table} attach partition ${table}_past for values from (minvalue) to ('${bound}');
      alter table ${table}_past drop constraint ${table}_past_only;
      create table ${table}_from_${month} partition of ${table} for values from ('${bound}') to (maxvalue);`,
  ).join('\n')}
  alter table webhook_events_from_${month} add unique (position);
`

/** The trail: by time. Its ids stay what the sequence gives out, and the seals what tells when one is there twice. */
const audit = (bound: string, month: string) => `
  lock table audit_events in access exclusive mode;
  create table audit_retirements (
    retired_at timestamptz primary key,
    before timestamptz not null,
    event_count bigint not null constraint audit_retirements_some check (event_count > 0),
    -- Of these and of all that were dropped before.
    event_ids int8multirange not null,
    constraint audit_retirements_past check (before < retired_at)
  );
  create trigger audit_retirements_append_only before update or delete or truncate on audit_retirements
    for each statement execute function refuse_change();

  create temporary table kept on commit drop as
    select coalesce(pg_sequence_last_value(pg_get_serial_sequence('audit_events', 'id')::regclass), 0) + 1 as next;
  drop trigger audit_events_given_ids on audit_events;
  alter table audit_events alter id drop identity;
  alter table audit_events drop constraint audit_events_pkey;
  alter table audit_events add primary key using index audit_events_past_pkey;
  ${becomePast('audit_events', ['organization', 'time', 'subjects'])}
  create table audit_events (like audit_events_past including constraints) partition by range (occurred_at);
  alter table audit_events drop constraint audit_events_past_only;
  do $$ begin
    execute format('alter table audit_events alter id add generated always as identity (start with %s)',
                   (select next from kept));
    -- Given out already is what is below it.
    if (select next from kept) > 1 then
      perform setval('audit_events_id_seq', (select next - 1 from kept));
    end if;
  end $$;
  alter table audit_events add primary key (id, occurred_at);
  create index audit_events_subjects on audit_events using gin (subject_ids);
  create index audit_events_organization on audit_events (organization_id, occurred_at, id);
  create index audit_events_time on audit_events (occurred_at, id);
  create trigger audit_events_append_only before update or delete or truncate on audit_events
    for each statement execute function refuse_change();
  create trigger audit_events_given_ids before insert on audit_events for each row
    when (new.id > coalesce(pg_sequence_last_value('audit_events_id_seq'::regclass), 0)) execute function refuse_id();
  alter table audit_events attach partition audit_events_past for values from (minvalue) to ('${bound}');
  alter table audit_events_past drop constraint audit_events_past_only;
  create table audit_events_from_${month} partition of audit_events for values from ('${bound}') to (maxvalue);
  -- Triggers of statements are those of the named table alone.
  create trigger audit_events_append_only before update or delete or truncate on audit_events_from_${month}
    for each statement execute function refuse_change();
`
