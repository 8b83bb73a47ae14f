import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Deliveries1765000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was delivered: one document, or up to 250 as one archive.
      create table profile_delivery_documents (
        delivery_id text not null constraint profile_delivery_documents_delivery_fk references profile_deliveries,
        position integer not null constraint profile_delivery_documents_position_sane check (position between 0 and 249),
        document_id text not null constraint profile_delivery_documents_document_fk references profile_documents,
        order_item_id text not null constraint profile_delivery_documents_order_item_fk references order_items,
        primary key (delivery_id, position),
        constraint profile_delivery_documents_once unique (delivery_id, document_id)
      );
      create index profile_delivery_documents_document on profile_delivery_documents (document_id);
      create index profile_delivery_documents_order_item on profile_delivery_documents (order_item_id);
      insert into profile_delivery_documents (delivery_id, position, document_id, order_item_id)
        select d.id, 0, d.document_id, (select min(i.id) from order_items i where i.document_id = d.document_id)
          from profile_deliveries d;

      drop index profile_deliveries_document;
      drop index profile_deliveries_organization;
      alter table profile_deliveries
        drop column document_id,
        drop constraint profile_deliveries_method_known,
        add constraint profile_deliveries_method_known check (method in ('LINK', 'EMAIL', 'WEBHOOK')),
        add column form text not null default 'SINGLE'
          constraint profile_deliveries_form_known check (form in ('SINGLE', 'ZIP')),
        -- To whom an e-mail went: one of the organization's people.
        add column recipient_user_id text constraint profile_deliveries_recipient_fk references users,
        add column email_id text constraint profile_deliveries_email_fk references emails,
        -- The event that brought the link to the vendor.
        add column webhook_event_id text,
        add column revoked_at timestamptz,
        add constraint profile_deliveries_email_to_somebody
          check (num_nonnulls(recipient_user_id, email_id) = case when method = 'EMAIL' then 2 else 0 end),
        add constraint profile_deliveries_webhook_of_vendor
          check ((method = 'WEBHOOK') = (webhook_event_id is not null) and (method <> 'WEBHOOK' or vendor_id is not null)),
        add constraint profile_deliveries_expire_later check (expires_at > created_at);
      alter table profile_deliveries alter column form drop default;
      -- The log is read by time, the newest first.
      create index profile_deliveries_organization on profile_deliveries (organization_id, created_at, id);
      create index profile_deliveries_time on profile_deliveries (created_at, id);

      alter table profile_downloads
        -- All of it, some bytes of it, or only a look whether it is there.
        add column kind text not null default 'WHOLE'
          constraint profile_downloads_kind_known check (kind in ('WHOLE', 'PART', 'CHECK')),
        add column first_byte bigint,
        add column last_byte bigint,
        -- A further part of one download.
        add column continues_id text constraint profile_downloads_continues_fk references profile_downloads,
        add constraint profile_downloads_part_bytes
          check (num_nonnulls(first_byte, last_byte) = case when kind = 'PART' then 2 else 0 end),
        add constraint profile_downloads_part_order check (first_byte between 0 and last_byte),
        add constraint profile_downloads_part_continues check (continues_id is null or kind = 'PART');
      alter table profile_downloads alter column kind drop default;
      drop index profile_downloads_delivery;
      create index profile_downloads_delivery on profile_downloads (delivery_id, downloaded_at, id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index profile_downloads_delivery;
      create index profile_downloads_delivery on profile_downloads (delivery_id);
      alter table profile_downloads
        drop column kind, drop column first_byte, drop column last_byte, drop column continues_id;

      drop index profile_deliveries_time;
      drop index profile_deliveries_organization;
      -- The former log knows links to one document only: what came otherwise stands there as that.
      alter table profile_deliveries
        drop constraint profile_deliveries_expire_later,
        drop constraint profile_deliveries_webhook_of_vendor,
        drop constraint profile_deliveries_email_to_somebody,
        drop constraint profile_deliveries_method_known,
        drop column form, drop column recipient_user_id, drop column email_id, drop column webhook_event_id,
        drop column revoked_at,
        add column document_id text constraint profile_deliveries_document_fk references profile_documents;
      update profile_deliveries d set method = 'LINK', document_id = p.document_id
        from profile_delivery_documents p where p.delivery_id = d.id and p.position = 0;
      alter table profile_deliveries
        alter column document_id set not null,
        add constraint profile_deliveries_method_known check (method in ('LINK'));
      create index profile_deliveries_document on profile_deliveries (document_id);
      create index profile_deliveries_organization on profile_deliveries (organization_id);
      drop table profile_delivery_documents;
    `)
  }
}
