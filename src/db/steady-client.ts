import pg from 'pg'

/**
 * A connection whose break fails what runs on it, and no more. The pool hands connections over a moment before whoever
 * asked can listen; one that breaks just then, when nobody listens, would end the process.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => undefined)
  }
}

/** A pool of such connections. */
export function openPool(config: pg.PoolConfig): pg.Pool {
  return new pg.Pool({ ...config, Client: SteadyClient })
}
