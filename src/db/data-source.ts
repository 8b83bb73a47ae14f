import 'reflect-metadata'
import { DataSource, type DataSourceOptions } from 'typeorm'
import { MIGRATIONS } from '../../migrations/index.js'
import { SteadyClient } from './steady-client.js'

/** How long one statement, and a transaction that waits for its client, may take before PostgreSQL ends it. */
export interface DataSourceSettings {
  url: string
  poolSize: number
  /** How long one waits for a connection, a free one or a new one. */
  poolWaitMs: number
  statementTimeoutMs: number
  idleInTransactionTimeoutMs: number
  /** How long a statement waits for a lock, 0 for as long as it may take. */
  lockTimeoutMs: number
}

export const DATA_SOURCE_DEFAULTS = {
  poolSize: 16,
  poolWaitMs: 10_000,
  statementTimeoutMs: 15_000,
  idleInTransactionTimeoutMs: 15_000,
  lockTimeoutMs: 0,
} as const

/** `entities` come from the composition root: this room knows none of them. */
export function createDataSource(
  settings: DataSourceSettings,
  entities: NonNullable<DataSourceOptions['entities']> = [],
): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    applicationName: 'profiles-gateway',
    entities,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    // Each by itself: its locks are held no longer than it runs, and one that needs no transaction can say so.
    migrationsTransactionMode: 'each',
    parseInt8: true,
    poolSize: settings.poolSize,
    connectTimeoutMS: settings.poolWaitMs,
    extra: {
      Client: SteadyClient,
      statement_timeout: settings.statementTimeoutMs,
      idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMs,
      ...(settings.lockTimeoutMs === 0 ? {} : { lock_timeout: settings.lockTimeoutMs }),
    },
  })
}
