import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Sessions1763916002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sessions (
        id text primary key,
        user_id text not null constraint sessions_user_fk references users,
        method text not null constraint sessions_method_known check (method in ('PASSWORD', 'OPENID')),
        created_at timestamptz not null,
        refreshed_at timestamptz not null,
        -- Until when it can be refreshed; each refresh sets it later.
        expires_at timestamptz not null,
        address inet,
        user_agent text,
        ended_at timestamptz,
        ended_reason text constraint sessions_ended_reason_known check (ended_reason in
          ('SIGNED_OUT', 'ENDED_BY_OWNER', 'SUPERSEDED', 'EXPIRED', 'ENDED_BY_STAFF', 'PASSWORD_CHANGED',
           'EMAIL_CHANGED', 'REFRESH_TOKEN_REUSED')),
        constraint sessions_end_has_reason check ((ended_at is null) = (ended_reason is null)),
        constraint sessions_expire_later check (expires_at > created_at),
        constraint sessions_user_agent_length check (length(user_agent) <= 300)
      );
      -- Accounts are personal: one active session at a time.
      create unique index sessions_one_active on sessions (user_id) where ended_at is null;
      create index sessions_user on sessions (user_id, id);
      create index sessions_active_expiry on sessions (expires_at) where ended_at is null;

      -- The refresh tokens that a session had of late: one that comes a second time must be known.
      create table refresh_tokens (
        token_sha256 text primary key,
        session_id text not null constraint refresh_tokens_session_fk references sessions,
        created_at timestamptz not null,
        used_at timestamptz,
        constraint refresh_tokens_sha256_form check (token_sha256 ~ '^[0-9a-f]{64}$')
      );
      create unique index refresh_tokens_one_unused on refresh_tokens (session_id) where used_at is null;
      create index refresh_tokens_session on refresh_tokens (session_id);
      create index refresh_tokens_used on refresh_tokens (used_at) where used_at is not null;

      create table signing_keys (
        id text primary key,
        public_jwk jsonb not null,
        -- The private JWK, encrypted (RFC 7516) with the deployment's key.
        private_jwe text not null,
        created_at timestamptz not null,
        signs_from timestamptz not null,
        signs_until timestamptz not null,
        -- By then every token that it signed has expired.
        verifies_until timestamptz not null,
        constraint signing_keys_order
          check (created_at <= signs_from and signs_from < signs_until and signs_until < verifies_until),
        constraint signing_keys_public_only check (not public_jwk ? 'd'),
        -- At any moment one key signs, however many processes make keys.
        constraint signing_keys_one_at_a_time exclude using gist (tstzrange(signs_from, signs_until) with &&)
      );

      -- In the form that the library of rate limits asks for.
      create table rate_limits (
        key text primary key,
        points integer not null,
        expire bigint
      );
      create index rate_limits_expire on rate_limits (expire);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table rate_limits;
      drop table signing_keys;
      drop table refresh_tokens;
      drop table sessions;
    `)
  }
}
