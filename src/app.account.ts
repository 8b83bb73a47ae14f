import type { Logger } from 'pino'
import type { People } from './app.people.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import { CurrentPassword } from './people/current-password.js'
import { EmailChangeService } from './people/email-change.service.js'
import { OpenIdProvider } from './people/openid.provider.js'
import { openIdKeyOf } from './people/openid.secrets.js'
import { OpenIdService } from './people/openid.service.js'
import { OpenIdIdentityService } from './people/openid-identity.service.js'
import { PasswordService } from './people/password.service.js'
import { PasswordResetService } from './people/password-reset.service.js'

/** What people do with their own accounts, and how they sign in through somebody else. */
export interface SelfService {
  resets: PasswordResetService
  passwords: PasswordService
  emailChanges: EmailChangeService
  /** Null where no provider is configured. */
  openId: OpenIdService | null
  openIdIdentities: OpenIdIdentityService
}

/** What it is made from. */
export interface SelfServiceParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  people: People
  secretEncryptionKeys: KeyRing
}

/** Builds it for one process. */
export function createSelfService(parts: SelfServiceParts): SelfService {
  const { config, database, clock, jobs, logger, people, secretEncryptionKeys } = parts
  const { limits, signInLimits, passwords, sessions, metrics, mail } = people
  const { openId: settings, passwordResetMinutes } = config
  const current = new CurrentPassword(database, passwords, limits)
  return {
    resets: new PasswordResetService(database, clock, jobs, limits, mail, passwordResetMinutes),
    passwords: new PasswordService({ database, clock, passwords, current, sessions, limits, signInLimits, mail }),
    emailChanges: new EmailChangeService(database, clock, current, sessions, limits, mail),
    openIdIdentities: new OpenIdIdentityService(database, clock, current),
    openId:
      settings === null
        ? null
        : new OpenIdService({
            database,
            clock,
            logger,
            metrics,
            limits,
            sessions,
            mail,
            settings,
            provider: new OpenIdProvider(settings, clock),
            secretKey: openIdKeyOf(secretEncryptionKeys[0]),
          }),
  }
}
