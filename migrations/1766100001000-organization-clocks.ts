import type { MigrationInterface, QueryRunner } from 'typeorm'

export class OrganizationClocks1766100001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- By how much a sandbox organization's test clock is ahead of the gateway's. It never goes back.
      alter table organizations
        add column clock_ahead_ms bigint not null default 0
          constraint organizations_clock_ahead_not_negative check (clock_ahead_ms >= 0),
        add constraint organizations_clock_of_sandboxes_only check (mode = 'TEST' or clock_ahead_ms = 0);
      create function keep_clocks_forward() returns trigger language plpgsql as $$
        begin
          raise exception 'the test clock of organization % never goes back', old.id
            using errcode = 'check_violation', constraint = 'organizations_clock_never_back', table = tg_table_name;
        end
      $$;
      create trigger organizations_clock_never_back before update of clock_ahead_ms on organizations
        for each row when (new.clock_ahead_ms < old.clock_ahead_ms) execute function keep_clocks_forward();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger organizations_clock_never_back on organizations;
      drop function keep_clocks_forward();
      alter table organizations drop column clock_ahead_ms;
    `)
  }
}
