import pg from 'pg'

/** The SQLSTATE of an error that PostgreSQL reported, also when TypeORM has wrapped it. */
export function sqlStateOf(error: unknown): string | undefined {
  return postgresErrorOf(error)?.code
}

/** The name of the constraint that an error is about. */
export function constraintOf(error: unknown): string | undefined {
  return postgresErrorOf(error)?.constraint
}

function postgresErrorOf(error: unknown): pg.DatabaseError | undefined {
  if (error instanceof pg.DatabaseError) return error
  const cause = (error as { driverError?: unknown } | null)?.driverError
  return cause instanceof pg.DatabaseError ? cause : undefined
}
