import type { Storage } from '@graphiql/toolkit'
import { readKey } from './key-store'

const PREFIX = 'graphiql:'

/**
 * The present editors, which GraphiQL stores beside the tabs and matches with them at the next start; where they differ
 * in a blank it opens a tab too many. The tabs hold all of it already.
 */
const DUPLICATES = ['query', 'variables', 'headers'].map((name) => PREFIX + name)

/** What may hold request headers: open tabs, history, favourites. */
const WITH_HEADERS = ['tabState', 'queries', 'favorites'].map((name) => PREFIX + name)

const TABS = `${PREFIX}tabState`

/** Until the page is loaded again. */
let tabsForgotten = false

/**
 * GraphiQL's storage without secrets. GraphiQL leaves request headers out of the stored tabs, but its history writes
 * them to `localStorage`; here every `headers` member is dropped, and a value that holds the key is not written at all.
 */
export const guardedStorage: Storage = {
  getItem: (name) => localStorage.getItem(name),
  setItem: (name, value) => {
    const safe = withoutSecrets(name, value, readKey())
    if (safe !== undefined && !(tabsForgotten && name === TABS)) {
      localStorage.setItem(name, safe)
    }
  },
  removeItem: (name) => localStorage.removeItem(name),
  clear: () => {
    for (const name of ownNames()) {
      localStorage.removeItem(name)
    }
  },
  get length() {
    return ownNames().length
  },
}

/**
 * Forgets the stored tabs, so that the next start opens the examples; history and settings stay. GraphiQL writes half a
 * second late: what it still has to say of the tabs is not heard until then.
 */
export function forgetTabs(): void {
  tabsForgotten = true
  localStorage.removeItem(TABS)
}

function ownNames(): string[] {
  return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))
}

function withoutSecrets(name: string, value: string, key: string): string | undefined {
  if (DUPLICATES.includes(name) || (key !== '' && value.includes(key))) {
    return undefined
  }
  if (!WITH_HEADERS.includes(name)) {
    return value
  }
  // `null` and not left out: GraphiQL takes a stored tab without the member for a broken one.
  return JSON.stringify(JSON.parse(value, (member, inner) => (member === 'headers' ? null : inner)))
}
