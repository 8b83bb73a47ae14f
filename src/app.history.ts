import { ClinicianService } from './clinicians/clinician.service.js'
import type { Database } from './db/database.js'
import type { Clock } from './kernel/clock.js'
import { OrderHistory } from './orders/history/order-history.js'
import { OrderConnectionResolver, OrganizationOrdersResolver } from './orders/history/order-history.resolver.js'
import { OrderItemAnswersResolver } from './orders/history/order-item.answers.resolver.js'
import { ProfileManager } from './orders/profile-manager/profile-manager.js'
import {
  OrganizationProfileManagerResolver,
  OwnedClinicianConnectionResolver,
  OwnedClinicianFieldsResolver,
} from './orders/profile-manager/profile-manager.resolver.js'

/** The resolvers of the order history and the profile manager. */
export function historyResolvers({ database, clock }: { database: Database; clock: Clock }): object[] {
  return [
    new OrganizationOrdersResolver(new OrderHistory(database, clock)),
    new OrderConnectionResolver(),
    new OrderItemAnswersResolver(),
    new OrganizationProfileManagerResolver(new ProfileManager(database, clock)),
    new OwnedClinicianConnectionResolver(),
    new OwnedClinicianFieldsResolver(new ClinicianService(database, clock)),
  ]
}
