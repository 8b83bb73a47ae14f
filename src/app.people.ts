import type { Registry } from 'prom-client'
import type { AuthStrategy } from './auth/actor.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import { forgetEmptyBuckets } from './limits/postgres-buckets.js'
import { RateLimits } from './limits/rate-limits.js'
import { AccessTokens } from './people/access-token.js'
import { AccountMail } from './people/account.mail.js'
import { Passwords } from './people/password.js'
import { PeopleMetrics } from './people/people.metrics.js'
import { SessionRefresh } from './people/session.refresh.js'
import { SessionService } from './people/session.service.js'
import { sessionStrategy } from './people/session.strategy.js'
import { SignInLimits } from './people/sign-in.limits.js'
import { SignInService } from './people/sign-in.service.js'
import { SigningKeys } from './people/signing-keys.js'

/** What people sign in with and stay signed in by; other features open and end sessions through it. */
export interface People {
  limits: RateLimits
  signInLimits: SignInLimits
  passwords: Passwords
  metrics: PeopleMetrics
  mail: AccountMail
  keys: SigningKeys
  sessions: SessionService
  refresh: SessionRefresh
  signIns: SignInService
  strategy: AuthStrategy
  /** What is done now and then: old sessions, tokens and counts. */
  sweep(): Promise<void>
}

/** What they are made from. */
export interface PeopleParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  registry: Registry
  secretEncryptionKeys: KeyRing
}

/** Builds them for one process. */
export function createPeople(parts: PeopleParts): People {
  const { config, database, clock, jobs, registry, secretEncryptionKeys } = parts
  const { publicUrl, accessTokenMinutes: minutes, sessionIdleHours: idleHours, sessionDays: days } = config
  const life = { idleHours, days }
  const limits = new RateLimits(database, registry)
  const signInLimits = new SignInLimits(database, clock, limits)
  const passwords = new Passwords(registry)
  const metrics = new PeopleMetrics(registry)
  const mail = new AccountMail(jobs, clock, config.publisher)
  const keys = new SigningKeys(database, clock, secretEncryptionKeys)
  const tokens = new AccessTokens(keys, clock, { publicUrl, minutes })
  const sessions = new SessionService(clock, tokens, life, metrics)
  return {
    limits,
    signInLimits,
    passwords,
    metrics,
    mail,
    keys,
    sessions,
    refresh: new SessionRefresh(database, sessions, clock, life, limits, mail),
    signIns: new SignInService({ database, clock, limits: signInLimits, passwords, sessions, metrics }),
    strategy: sessionStrategy(database, tokens, clock),
    async sweep() {
      await database.transaction((tx) => sessions.sweep(tx))
      await limits.sweep()
      await forgetEmptyBuckets(database, config.cost)
    },
  }
}
