import type { MigrationInterface, QueryRunner } from 'typeorm'

export class History1766000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The history is in the order of time, so that a period of it is one stretch of the index; numbers decide among
      -- orders of one instant.
      create index orders_history_by_time on orders (organization_id, placed_at, number);
      drop index orders_history;
      alter index orders_history_by_time rename to orders_history;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index orders_history;
      create index orders_history on orders (organization_id, number desc);
    `)
  }
}
