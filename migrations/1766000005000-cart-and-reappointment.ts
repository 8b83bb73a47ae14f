import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CartAndReappointment1766000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a buyer means to order for an organization. There is one for each of the two, and it is never deleted: its
      -- version, which goes up with every change, tells one check-out from the next.
      create table carts (
        id text primary key,
        organization_id text not null constraint carts_organization_fk references organizations,
        vendor_id text constraint carts_vendor_fk references vendors,
        user_id text constraint carts_user_fk references users,
        version integer not null default 0 constraint carts_version_not_negative check (version >= 0),
        changed_at timestamptz not null,
        constraint carts_one_of_vendor unique (organization_id, vendor_id),
        constraint carts_one_of_user unique (organization_id, user_id),
        constraint carts_one_buyer check (num_nonnulls(vendor_id, user_id) = 1)
      );

      create table cart_items (
        id text primary key,
        cart_id text not null constraint cart_items_cart_fk references carts,
        clinician_id text not null constraint cart_items_clinician_fk references clinicians,
        product text not null constraint cart_items_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE')),
        vendor_reference text constraint cart_items_vendor_reference_length check (length(vendor_reference) <= 200),
        allow_duplicate boolean not null default false,
        added_at timestamptz not null,
        constraint cart_items_once unique (cart_id, clinician_id, product)
      );

      -- The newest purchase of each clinician, the oldest first: who is due for reappointment.
      create index order_items_by_purchase on order_items (organization_id, purchased_at, id);

      -- An organization without a row has the defaults, and its autopilot is off.
      create table reappointment_policies (
        organization_id text primary key constraint reappointment_policies_organization_fk references organizations,
        cycle_months integer not null constraint reappointment_policies_cycle_sane check (cycle_months between 1 and 60),
        lead_days integer not null constraint reappointment_policies_lead_sane check (lead_days between 0 and 365),
        autopilot text not null constraint reappointment_policies_autopilot_known
          check (autopilot in ('OFF', 'PROPOSE', 'ORDER')),
        monthly_budget_cents bigint constraint reappointment_policies_budget_not_negative check (monthly_budget_cents >= 0),
        approver_id text constraint reappointment_policies_approver_fk references users,
        -- The organization's day that the autopilot has done last.
        last_run_on date,
        updated_at timestamptz not null,
        constraint reappointment_policies_autopilot_whole
          check (autopilot = 'OFF' or (monthly_budget_cents is not null and approver_id is not null))
      );

      -- What the autopilot decided about a clinician who is due. One for each purchase that it follows, so that nothing
      -- orders twice what is due once, whatever becomes of the policy meanwhile.
      create table reappointment_decisions (
        id text primary key,
        organization_id text not null constraint reappointment_decisions_organization_fk references organizations,
        clinician_id text not null constraint reappointment_decisions_clinician_fk references clinicians,
        last_item_id text not null constraint reappointment_decisions_last_item_fk references order_items,
        product text not null constraint reappointment_decisions_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE')),
        due_on date not null,
        state text not null constraint reappointment_decisions_state_known
          check (state in ('PROPOSED', 'ORDERED', 'SKIPPED', 'DECLINED', 'WITHDRAWN')),
        reason text not null,
        price_cents bigint constraint reappointment_decisions_price_not_negative check (price_cents >= 0),
        budget_cents bigint not null,
        committed_cents bigint not null,
        currency text not null,
        considered_on date not null,
        decided_at timestamptz not null,
        decided_by_id text constraint reappointment_decisions_user_fk references users,
        order_id text constraint reappointment_decisions_order_fk references orders,
        constraint reappointment_decisions_once unique (last_item_id),
        constraint reappointment_decisions_ordered check ((state = 'ORDERED') = (order_id is not null)),
        constraint reappointment_decisions_priced check (state not in ('PROPOSED', 'ORDERED') or price_cents is not null)
      );
      create index reappointment_decisions_of_organization on reappointment_decisions (organization_id, id);
      create index reappointment_decisions_open on reappointment_decisions (organization_id)
        where state in ('PROPOSED', 'SKIPPED');
      create index reappointment_decisions_of_order on reappointment_decisions (order_id) where order_id is not null;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table reappointment_decisions;
      drop table reappointment_policies;
      drop index order_items_by_purchase;
      drop table cart_items;
      drop table carts;
    `)
  }
}
