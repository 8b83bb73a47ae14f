import type { DataSource } from 'typeorm'
import { SteadyClient } from './steady-client.js'

/** The first version that can end transactions which take too long; older ones refuse connections that ask for it. */
const FIRST_VERSION = 170_000

/**
 * Lets PostgreSQL end transactions of this data source that take longer, however busy they are. For one that is not yet
 * connected; on a server that cannot do it nothing happens, and statements and idle transactions alone have their limits.
 */
export async function limitTransactions(dataSource: DataSource, url: string, milliseconds: number): Promise<void> {
  const client = new SteadyClient({ connectionString: url, application_name: 'profiles-gateway-start' })
  await client.connect()
  try {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    if ((rows[0]?.version ?? 0) < FIRST_VERSION) return
    const extra: unknown = dataSource.options.extra
    dataSource.setOptions({ extra: { ...(extra as object), options: `-c transaction_timeout=${milliseconds}` } })
  } finally {
    await client.end()
  }
}
