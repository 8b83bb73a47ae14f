import type { MigrationInterface, QueryRunner } from 'typeorm'

export class DeactivatedNpis1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Numbers that a source has told to be deactivated, of clinicians in the directory or not: a look-up can say so,
      -- and an older file that still has the record does not bring it in as active.
      create table deactivated_npis (
        mode text not null constraint deactivated_npis_mode_known check (mode in ('TEST', 'LIVE')),
        npi text not null constraint deactivated_npis_form check (npi ~ '^[12][0-9]{9}$'),
        deactivated_on date not null,
        source text not null,
        reported_on date,
        primary key (mode, npi)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table deactivated_npis')
  }
}
