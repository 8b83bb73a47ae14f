import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { BucketStore } from './bucket.store.js'
import { InsuredBuckets } from './insured-buckets.js'
import { PostgresBuckets } from './postgres-buckets.js'
import { RedisBuckets } from './redis-buckets.js'
import type { CostConfig } from './request-limits.js'

/** The buckets of the configuration: in the database, or in Redis with the database for when that is away. */
export function openBucketStore(
  database: { url: string; statementTimeoutMs: number },
  config: CostConfig,
  logger: Logger,
  metrics: Registry,
): BucketStore {
  const inDatabase = new PostgresBuckets(database, config, logger)
  if (config.redisUrl === null) return inDatabase
  return new InsuredBuckets(new RedisBuckets(config.redisUrl, config, logger), inDatabase, logger, metrics)
}
