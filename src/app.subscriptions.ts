import {
  AccountSubscriptionsResolver,
  BackOfficePackagesResolver,
  SubscriptionPackageResolver,
  SubscriptionResolver,
} from './accounts/subscriptions/subscription.resolver.js'
import { SubscriptionService } from './accounts/subscriptions/subscription.service.js'
import { SubscriptionPackageService } from './accounts/subscriptions/subscription-package.service.js'
import { SubscriptionPaymentService } from './accounts/subscriptions/subscription-payment.service.js'
import type { Database } from './db/database.js'
import type { Clock } from './kernel/clock.js'

/** Packages, what organizations have of them, and how they are paid. */
export function subscriptionResolvers(database: Database, clock: Clock): object[] {
  const payments = new SubscriptionPaymentService(database, clock)
  return [
    new SubscriptionResolver(new SubscriptionService(database, clock), payments, clock),
    new SubscriptionPackageResolver(new SubscriptionPackageService(database, clock)),
    new AccountSubscriptionsResolver(database),
    new BackOfficePackagesResolver(database),
  ]
}
