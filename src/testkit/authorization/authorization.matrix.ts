import { readTable } from './authorization.table.js'

export const MATRIX = readTable(`
  ANONYMOUS VENDOR BARE_KEY BUYER ADMINISTRATOR VENDOR_MEMBER STAFF
`)
export const OPEN_FIELDS: ReadonlySet<string> = new Set<string>()
