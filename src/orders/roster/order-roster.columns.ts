import {
  faultyRow,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterRow,
  rosterRow,
  TELLING_COLUMNS,
} from '../../clinicians/roster.columns.js'
import type { RosterForm, ValuesOf } from '../../clinicians/roster.rows.js'
import { PRODUCTS, type ProductCode } from '../../profiles/profile.sections.js'

/** Columns of a roster of profiles; others are ignored. */
const COLUMNS = [...ROSTER_COLUMNS, 'product', 'allowDuplicate'] as const
type Column = RosterColumn | 'product' | 'allowDuplicate'

/** Whose profile a row wants, and which; null only beside a `wish` that says what is wrong with the row. */
export interface WantedRow extends RosterRow {
  product: ProductCode | null
  /** Whether to buy it although the organization bought the same within the last 30 days. */
  allowDuplicate: boolean
}

/** A roster of profiles that are to be ordered; docs/bulk.md describes it. */
export const ORDER_ROSTER: RosterForm<Column, WantedRow> = {
  columns: COLUMNS,
  telling: TELLING_COLUMNS,
  rowOf(values) {
    const row = rosterRow(values)
    const product = productOf(values)
    const allowDuplicate = flagOf(values)
    if (!('code' in row.wish) && product === null) {
      return { ...wrong(row, 'product', PRODUCTS.join(', ')), allowDuplicate: false }
    }
    if (!('code' in row.wish) && allowDuplicate === null) {
      return { ...wrong(row, 'allowDuplicate', 'true, false or nothing'), allowDuplicate: false }
    }
    return { ...row, product, allowDuplicate: allowDuplicate ?? false }
  },
  faultyRow: (column, message) => ({
    ...faultyRow(isOfLookups(column) ? column : null, isOfLookups(column) ? message : `${column}: ${message}`),
    product: null,
    allowDuplicate: false,
  }),
}

/** Of what came is not said what: it may be somebody's name, in a column too far to the left. */
function wrong(row: RosterRow, column: 'product' | 'allowDuplicate', expected: string) {
  const message = `expected ${expected}`
  return { ...row, wish: { code: 'INVALID_INPUT' as const, field: [column], message }, product: null }
}

function isOfLookups(column: Column | null): column is RosterColumn | null {
  return column !== 'product' && column !== 'allowDuplicate'
}

/** `Initial appointment` is `INITIAL_APPOINTMENT`. */
function productOf({ product = '' }: ValuesOf<Column>): ProductCode | null {
  const name = product.toUpperCase().replace(/[\s_-]+/g, '_')
  return PRODUCTS.find((one) => one === name) ?? null
}

function flagOf({ allowDuplicate = 'false' }: ValuesOf<Column>): boolean | null {
  const text = allowDuplicate.toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : null
}
