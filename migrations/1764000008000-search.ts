import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Search1764000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who of a mode was born on a day is read from the index alone; their names then from that of the names' key.
      drop index clinicians_birth_date;
      create index clinicians_birth_date on clinicians (mode, birth_date, id) where birth_date is not null;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index clinicians_birth_date;
      create index clinicians_birth_date on clinicians (birth_date) where birth_date is not null;
    `)
  }
}
