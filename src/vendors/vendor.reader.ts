import type { Actor } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { type Connection, decodeCursor, encodeCursor, type PageArgs, pageOf, pageSize } from '../graphql/connection.js'
import { type AccessibleVendor, findAccessibleVendor } from './vendor.access.js'
import { allVendors, type ByName, managedVendors, type NamePlace, softwareProviders } from './vendor.queries.js'
import type { SoftwareProvider } from './vendor.type.js'

const BEGINNING: NamePlace = { sortName: '', id: '' }
/** Longer searches find nothing. */
const LONGEST_NAME = 200

/** Reads vendors within the actor's access, and the public directory. */
export class VendorReader {
  constructor(private readonly database: Database) {}

  /** The vendor, for its people, for itself, and for staff; null for everybody else. */
  async find(actor: Actor, id: string): Promise<AccessibleVendor | null> {
    return await findAccessibleVendor(this.database, actor, id)
  }

  /** The public directory of software providers. */
  async directory(search: string | null, page: PageArgs): Promise<Connection<SoftwareProvider>> {
    return await pageByName('software-providers', page, (after, limit) =>
      softwareProviders(this.database, searchOf(search), after, limit),
    )
  }

  /** Of a person, the vendors that it manages; of a vendor, itself. */
  async managed(actor: Actor, page: PageArgs): Promise<Connection<AccessibleVendor>> {
    return await pageByName('managed-vendors', page, (after, limit) =>
      managedVendors(this.database, actor, after, limit),
    )
  }

  /** All of them; whoever calls has made sure that staff ask. */
  async all(search: string | null, page: PageArgs): Promise<Connection<AccessibleVendor>> {
    return await pageByName('vendors', page, (after, limit) =>
      allVendors(this.database, searchOf(search), after, limit),
    )
  }
}

function searchOf(search: string | null): string {
  return (search ?? '').trim().slice(0, LONGEST_NAME + 1)
}

/** A cursor carries name and id, for several vendors can have one name. */
async function pageByName<Row extends { id: string }>(
  list: string,
  page: PageArgs,
  read: (after: NamePlace, limit: number) => Promise<ByName<Row>[]>,
): Promise<Connection<ByName<Row>>> {
  const size = pageSize(page)
  const key = decodeCursor(list, page, /^vnd_\w{26} [^\0]*$/s)
  const after =
    key === null ? BEGINNING : { id: key.slice(0, key.indexOf(' ')), sortName: key.slice(key.indexOf(' ') + 1) }
  const rows = await read(after, size + 1)
  return pageOf(rows, size, page, (row) => encodeCursor(list, `${row.id} ${row.sortName}`))
}
