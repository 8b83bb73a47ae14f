import pg from 'pg'

/** SQLSTATEs of a serialization failure and of a deadlock. */
const GIVEN_UP: ReadonlySet<unknown> = new Set(['40001', '40P01'])

/** Whether PostgreSQL gave up what was asked for the sake of another, and changed nothing: it is worth a second try. */
export function isGivenUp(error: unknown): boolean {
  return GIVEN_UP.has(sqlStateOf(error))
}

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
