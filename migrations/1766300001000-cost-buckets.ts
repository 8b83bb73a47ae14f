import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CostBuckets1766300001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What requests have cost whom lately. Without a log: after a crash of the server everybody's bucket is empty,
      -- which gives away one bucketful each, and every request is spared a wait for the disk.
      create unlogged table cost_buckets (
        key text primary key,
        level double precision not null,
        granted double precision not null,
        updated_at timestamptz not null,
        constraint cost_buckets_level check (level >= 0),
        constraint cost_buckets_granted check (granted >= 0)
      ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table cost_buckets;')
  }
}
