import type { MigrationInterface, QueryRunner } from 'typeorm'

export class EventFeed1766100006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An event without a vendor is in its organization's own feed.
      alter table webhook_events
        alter column vendor_id drop not null,
        add column position bigint constraint webhook_events_position_unique unique,
        add constraint webhook_events_somebodys check (num_nonnulls(vendor_id, organization_id) >= 1);
      create index webhook_events_unplaced on webhook_events (id) where position is null;
      create index webhook_events_feed on webhook_events (vendor_id, mode, position);
      create index webhook_events_organization_feed on webhook_events (organization_id, vendor_id, position);

      -- How far all feeds have come. One row.
      create table event_feed (
        id text primary key constraint event_feed_alone check (id = 'all'),
        placed_through bigint not null,
        -- Up to here some are deleted, for their age.
        swept_through bigint not null,
        constraint event_feed_in_order check (0 <= swept_through and swept_through <= placed_through)
      );
      insert into event_feed values ('all', 0, 0);

      -- Gives committed events their places, one caller at a time: its lock is held until its places are committed, so
      -- nobody sees a place whose predecessor could still come. How many were placed; 0 also if somebody else is at it.
      create function place_events(most integer) returns integer language plpgsql as $$
        declare
          through bigint;
          placed integer;
        begin
          if not exists (select from webhook_events where position is null) then return 0; end if;
          select placed_through into through from event_feed for update skip locked;
          if not found then return 0; end if;
          with fresh as (
            select f.id, row_number() over (order by f.id) as nth
              from (select id from webhook_events where position is null order by id limit most) f)
          update webhook_events e set position = through + fresh.nth from fresh where e.id = fresh.id;
          get diagnostics placed = row_count;
          update event_feed set placed_through = through + placed where placed > 0;
          return placed;
        end
      $$;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function place_events(integer);
      drop table event_feed;
      drop index webhook_events_organization_feed;
      drop index webhook_events_feed;
      drop index webhook_events_unplaced;
      delete from webhook_events where vendor_id is null;
      alter table webhook_events
        drop constraint webhook_events_somebodys,
        drop column position,
        alter column vendor_id set not null;
    `)
  }
}
