import type { MigrationInterface, QueryRunner } from 'typeorm'

export class MonitoringMends1766200001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What an organization knew last of a clinician, and the log of one.
      create index monitorings_of_clinician on monitorings (organization_id, clinician_id);
      -- The log goes by time, page by page.
      create index monitorings_log_started on monitorings (organization_id, started_at);
      create index monitorings_log_reminded on monitorings (organization_id, reminded_at) where reminded_at is not null;
      create index monitorings_log_ended on monitorings (organization_id, ended_at) where ended_at is not null;
      -- Terms that are over are attested soon after, however long their last period is.
      create index monitorings_to_attest_last on monitorings (coalesce(ended_at, ends_at))
        where coalesce(attested_until, started_at) < coalesce(ended_at, ends_at);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index monitorings_to_attest_last, monitorings_log_ended, monitorings_log_reminded, monitorings_log_started,
        monitorings_of_clinician;
    `)
  }
}
