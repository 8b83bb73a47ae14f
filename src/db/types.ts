import pg from 'pg'

/**
 * Dates stay `YYYY-MM-DD` (a `Date` would move them by a day in some time zones) and `bigint` becomes a number:
 * cents and counts stay far below 2^53.
 */
export const parsedTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.DATE) return (text: string) => text
    if (oid === pg.types.builtins.INT8) return Number
    return pg.types.getTypeParser(oid, format as 'text')
  },
}
