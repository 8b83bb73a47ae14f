import type { MigrationInterface, QueryRunner } from 'typeorm'

export class BackOffice1763916006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What staff recorded of money that came in: one row beside its ledger entry. The key makes a repeated call find
      -- the deposit of the first.
      create table deposits (
        id text primary key,
        ledger_entry_id text not null constraint deposits_ledger_entry_unique unique
          constraint deposits_ledger_entry_fk references ledger_entries,
        organization_id text not null constraint deposits_organization_fk references organizations,
        reference text not null constraint deposits_reference_length check (length(reference) between 1 and 100),
        idempotency_key text not null constraint deposits_idempotency_key_unique unique
          constraint deposits_idempotency_key_length check (length(idempotency_key) between 1 and 255),
        request_sha256 text not null,
        recorded_by_user_id text not null constraint deposits_user_fk references users,
        recorded_at timestamptz not null
      );
      create index deposits_organization on deposits (organization_id, id);
      create trigger deposits_append_only before update or delete or truncate on deposits
        for each statement execute function refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table deposits')
  }
}
