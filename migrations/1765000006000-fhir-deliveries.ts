import type { MigrationInterface, QueryRunner } from 'typeorm'

export class FhirDeliveries1765000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A document can also be had as a FHIR bundle: by a link in the answer alone.
      alter table profile_deliveries
        drop constraint profile_deliveries_form_known,
        add constraint profile_deliveries_form_known check (form in ('SINGLE', 'ZIP', 'FHIR')),
        add constraint profile_deliveries_fhir_by_link check (form <> 'FHIR' or method = 'LINK');
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The former log knows PDFs only: what was given of them stands there as that.
      update profile_deliveries set form = 'SINGLE' where form = 'FHIR';
      alter table profile_deliveries
        drop constraint profile_deliveries_fhir_by_link,
        drop constraint profile_deliveries_form_known,
        add constraint profile_deliveries_form_known check (form in ('SINGLE', 'ZIP'));
    `)
  }
}
