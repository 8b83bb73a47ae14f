import type { Pool, PoolClient } from 'pg'

/**
 * Runs `work` on a connection of its own, which is closed afterwards, and with it whatever the session held. One that
 * breaks fails what runs on it; without somebody who listens, it would end the process.
 */
export async function onConnectionOfItsOwn<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  client.on('error', () => undefined)
  try {
    return await work(client)
  } finally {
    client.release(true)
  }
}
