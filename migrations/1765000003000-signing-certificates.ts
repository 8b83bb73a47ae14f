import type { MigrationInterface, QueryRunner } from 'typeorm'

export class SigningCertificates1765000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Certificates by which documents were signed: what an earlier one signed stays ours when another follows.
      create table signing_certificates (
        sha256 text primary key constraint signing_certificates_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
        pem text not null,
        valid_from timestamptz not null,
        valid_until timestamptz not null,
        known_since timestamptz not null,
        constraint signing_certificates_validity check (valid_until > valid_from)
      );
      create trigger signing_certificates_immutable before update or delete or truncate on signing_certificates
        for each statement execute function refuse_change();

      -- A file that somebody checks is known by its bytes.
      create index profile_pdfs_sha256 on profile_pdfs (sha256);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index profile_pdfs_sha256;
      drop table signing_certificates;
    `)
  }
}
