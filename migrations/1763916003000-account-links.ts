import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AccountLinks1763916003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Links that were mailed and not used yet. A used link is deleted, a newer one takes the place of the older: used,
      -- replaced, expired and made-up links cannot be told apart, because there is nothing to tell them by.
      create table one_time_links (
        id text primary key,
        user_id text not null constraint one_time_links_user_fk references users,
        purpose text not null constraint one_time_links_purpose_known
          check (purpose in ('PASSWORD_RESET', 'EMAIL_CHANGE')),
        token_sha256 text not null constraint one_time_links_token_unique unique
          constraint one_time_links_token_is_sha256 check (token_sha256 ~ '^[0-9a-f]{64}$'),
        new_email text constraint one_time_links_new_email_lower_case check (new_email = lower(new_email)),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        constraint one_time_links_one_per_purpose unique (user_id, purpose),
        constraint one_time_links_new_email_of_change check ((new_email is not null) = (purpose = 'EMAIL_CHANGE')),
        constraint one_time_links_expire_later check (expires_at > created_at)
      );
      create index one_time_links_expiry on one_time_links (expires_at);

      -- Addresses for which a new password was asked. The job that looks whether there is such a person takes the row
      -- away, so the request itself never knows.
      create table password_reset_requests (
        id text primary key,
        email text not null constraint password_reset_requests_email_lower_case check (email = lower(email)),
        request_id text not null,
        address inet,
        requested_at timestamptz not null
      );
      create index password_reset_requests_age on password_reset_requests (requested_at);

      -- Sign-ins that were begun and have not come back from the OpenID provider.
      create table openid_sign_ins (
        id text primary key,
        state_sha256 text not null constraint openid_sign_ins_state_unique unique
          constraint openid_sign_ins_state_is_sha256 check (state_sha256 ~ '^[0-9a-f]{64}$'),
        -- What the page that began keeps to itself: the state alone, which browsers and logs see, completes nothing.
        secret_sha256 text not null
          constraint openid_sign_ins_secret_is_sha256 check (secret_sha256 ~ '^[0-9a-f]{64}$'),
        redirect_uri text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        constraint openid_sign_ins_expire_later check (expires_at > created_at)
      );
      create index openid_sign_ins_expiry on openid_sign_ins (expires_at);

      create table openid_identities (
        id text primary key,
        issuer text not null,
        subject text not null constraint openid_identities_subject_length check (length(subject) between 1 and 255),
        user_id text not null constraint openid_identities_user_fk references users,
        linked_at timestamptz not null,
        constraint openid_identities_subject_unique unique (issuer, subject),
        -- An address that the provider gives to somebody else does not give them the account too.
        constraint openid_identities_one_per_issuer unique (user_id, issuer)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table openid_identities;
      drop table openid_sign_ins;
      drop table password_reset_requests;
      drop table one_time_links;
    `)
  }
}
