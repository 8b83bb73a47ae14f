import type { MigrationInterface, QueryRunner } from 'typeorm'

export class PersistedQueries1766300002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Documents that callers have sent once and name by their hash from then on. Unlogged: what is lost is sent again.
      create unlogged table persisted_queries (
        owner text not null,
        sha256 text not null,
        document text not null,
        expires_at timestamptz not null,
        constraint persisted_queries_pkey primary key (owner, sha256),
        constraint persisted_queries_sha256 check (sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
        constraint persisted_queries_size check (octet_length(document) <= 20000)
      );
      create index persisted_queries_expires_at on persisted_queries (expires_at);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table persisted_queries')
  }
}
