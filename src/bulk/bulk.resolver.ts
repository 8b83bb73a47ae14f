import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { assertScope } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { asPayload } from '../graphql/user-error.js'
import { assertGranted, assertScopeThere } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import type { BulkDownloads } from './bulk.download.js'
import { CancelBulkOperationInput } from './bulk.inputs.js'
import { type BulkOperationRow, operationPage, visibleOperation } from './bulk.queries.js'
import type { BulkService } from './bulk.service.js'
import { BulkOperationType, BulkRowCount, CancelBulkOperationPayload } from './bulk.type.js'
import { BULK_LIST_SCOPE } from './bulk.words.js'

const BulkOperationConnection = connectionOf('BulkOperation', BulkOperationType, 'bulk operations, the newest first')

const OPERATIONS = keysetList<BulkOperationRow>({
  name: 'bulk-operations',
  form: /^bulk_\w{26}$/,
  keyOf: (operation) => operation.id,
})
/** After every id: where the list begins. */
const NEWEST = 'bulk_z'

@Resolver()
export class BulkResolver {
  constructor(
    private readonly database: Database,
    private readonly bulk: BulkService,
  ) {}

  @Access(...SIGNED_IN)
  @Query(() => BulkOperationType, {
    nullable: true,
    description:
      'The bulk operation of this id; null if there is none of yours: a vendor sees what it started itself, people all of their organization. Needs the scope `clinicians:read` of the key and the grant, or of your role there.',
  })
  async bulkOperation(
    @Ctx() { actor }: Context,
    @Arg('id', () => ID, { description: 'Id of the operation, `bulk_…`.' }) id: string,
  ): Promise<BulkOperationRow | null> {
    assertScope(actor, BULK_LIST_SCOPE)
    const operation = await visibleOperation(this.database, actor, id)
    if (operation === null) return null
    assertScopeThere(actor, operation.scopes, BULK_LIST_SCOPE)
    return operation
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => CancelBulkOperationPayload, {
    description:
      'Cancels an operation that has not ended. What was processed stays, and is in the result. Needs the scope `clinicians:read`, and for rosters that are ordered `orders:write`, of the key and the grant, or of your role there.',
  })
  async cancelBulkOperation(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CancelBulkOperationInput, { description: 'Which.' }) { id }: CancelBulkOperationInput,
  ): Promise<CancelBulkOperationPayload> {
    return await asPayload<{ operation: BulkOperationType | null }>(
      async () => ({ operation: await this.bulk.cancel(actor, request, id) }),
      { operation: null },
    )
  }
}

@Resolver(() => Organization)
export class OrganizationBulkOperationsResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => BulkOperationConnection, {
    nullable: true,
    description:
      'Its bulk operations, the newest first; 20 a page unless told. A vendor sees what it started itself. Null, with the reason in `errors`, without the scope `clinicians:read` of the key and the grant, or of your role there.',
  })
  async bulkOperations(
    @Root() organization: Organization,
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<BulkOperationRow>> {
    assertGranted(actor, organization, BULK_LIST_SCOPE)
    return await OPERATIONS.page(page, (beyond, limit) =>
      operationPage(this.database, actor, organization.id, beyond ?? NEWEST, limit),
    )
  }
}

@Resolver(() => BulkOperationType)
export class BulkFieldsResolver {
  constructor(private readonly downloads: BulkDownloads) {}

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How far it has come, in percent of the rows; null until they are counted.',
  })
  progress(@Root() { rowsTotal, rowsProcessed }: BulkOperationType): number | null {
    return rowsTotal === null ? null : Math.floor((rowsProcessed * 100) / rowsTotal)
  }

  @Holds(10)
  @FieldResolver(() => [BulkRowCount], {
    description:
      'The processed rows by what became of them, in the order of the alphabet; they add up to `rowsProcessed`.',
  })
  counts(@Root() operation: BulkOperationType): BulkRowCount[] {
    const { rowCounts } = operation as unknown as BulkOperationRow
    return Object.keys(rowCounts)
      .sort()
      .map((status) => ({ status, rows: rowCounts[status] ?? 0 }))
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Address of the result file, signed: good for 15 minutes, and for as long as you may read it. Each time you ask you get a new one. Every download stands in the audit trail of the organization. Null until the operation has ended, without a processed row, once the file is deleted, for staff, and for a key that may not do what the operation does (`orders:write` for rosters that are ordered).',
  })
  async resultUrl(@Root() operation: BulkOperationType, @Ctx() { actor }: Context): Promise<string | null> {
    return await this.downloads.url(actor, operation as unknown as BulkOperationRow)
  }
}
