import 'reflect-metadata'
import { type GraphQLSchema, isInputObjectType } from 'graphql'
import { buildSchemaSync, type ContainerType, type NonEmptyArray } from 'type-graphql'
import { AccountResolver, LedgerEntryResolver, OrganizationAccountResolver } from './accounts/account.resolver.js'
import { ClinicianResolver } from './clinicians/clinician.resolver.js'
import { guardRootFields } from './graphql/access.guard.js'
import { OrderResolver, OrganizationOrdersResolver } from './orders/order.resolver.js'
import { OrderFieldsResolver, OrderItemResolver } from './orders/order-item.resolver.js'
import { OrganizationResolver } from './organizations/organization.resolver.js'
import { ViewerResolver } from './people/viewer.resolver.js'
import { DailyReceiptResolver, OrganizationDailyReceiptResolver } from './receipts/daily-receipt.resolver.js'

/** Inputs of which exactly one field must be given; type-graphql has no word for it. */
const ONE_OF_INPUTS = ['ClinicianCriterion']

const RESOLVERS: NonEmptyArray<new (...services: never[]) => object> = [
  ViewerResolver,
  OrganizationResolver,
  OrganizationAccountResolver,
  AccountResolver,
  LedgerEntryResolver,
  ClinicianResolver,
  OrderResolver,
  OrganizationOrdersResolver,
  OrderFieldsResolver,
  OrderItemResolver,
  OrganizationDailyReceiptResolver,
  DailyReceiptResolver,
]

/** The schema. `resolvers` gives the instances, made by the composition root; without it the schema can only be printed. */
export function buildGatewaySchema(resolvers?: ContainerType): GraphQLSchema {
  const schema = buildSchemaSync({
    // Their constructors take services, which `resolvers` knows; type-graphql's type foresees none.
    resolvers: RESOLVERS as unknown as NonEmptyArray<new () => object>,
    ...(resolvers !== undefined && { container: resolvers }),
    validate: false,
  })
  for (const name of ONE_OF_INPUTS) {
    const type = schema.getType(name)
    if (isInputObjectType(type)) type.isOneOf = true
  }
  guardRootFields(schema)
  return schema
}
