import type { MigrationInterface, QueryRunner } from 'typeorm'

export class ProfilePdfs1765000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was signed and which release drew it, so that anybody can render the document anew and compare. Both are
      -- unknown of what was stored before documents were signed: official bytes never change.
      alter table profile_pdfs
        add column rendered_sha256 text
          constraint profile_pdfs_rendered_sha256_form check (rendered_sha256 ~ '^[0-9a-f]{64}$'),
        add column renderer text constraint profile_pdfs_renderer_length check (length(renderer) between 1 and 100),
        add constraint profile_pdfs_renderer_with_digest check ((rendered_sha256 is null) = (renderer is null)),
        -- A PDF is compressed already: trying again only costs time.
        alter column bytes set storage external;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table profile_pdfs
        drop column rendered_sha256, drop column renderer, alter column bytes set storage extended;
    `)
  }
}
