import pg from 'pg'

/**
 * A gateway whose audit rows go nowhere, for comparison only: the program itself has no switch that would turn the trail
 * off. Started instead of src/main.js, with the same environment.
 */
const send = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function withoutAudit(this: pg.Client, ...args: unknown[]) {
  const [config] = args as [{ name?: string } | undefined]
  // Written within transactions only, so that nobody waits for a callback.
  return config?.name?.startsWith('audit_insert_') ? Promise.resolve({ rows: [] }) : send.apply(this, args)
} as typeof pg.Client.prototype.query

await import('../../src/main.js')
