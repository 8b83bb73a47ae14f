import type { Pool, PoolClient } from 'pg'

/** Runs `work` on a connection of its own, which is closed afterwards, and with it whatever the session held. */
export async function onConnectionOfItsOwn<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release(true)
  }
}
