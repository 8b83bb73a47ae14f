import { setTimeout as sleep } from 'node:timers/promises'
import type { CryptoKey, JWK } from 'jose'
import { recordAudit, type UnattendedActor } from '../audit/audit.trail.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import type { KeyRing } from '../kernel/key-ring.js'
import type { SigningKey } from './signing-key.entity.js'
import { keyOf, newSigningPair, openPrivateKey } from './signing-key.pair.js'
import {
  deleteSpentKeys,
  insertSigningKey,
  keyInForce,
  lockSigningKeys,
  publishedKeys,
  retireSigningKeys,
  revokeSigningKeys,
} from './signing-key.queries.js'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** How long a key signs. */
const KEY_SIGNS_MS = 30 * DAY_MS
/** How long before it signs a key is published: longer than anybody keeps a key set. */
const KEY_PUBLISHED_AHEAD_MS = DAY_MS
/** The longest that an access token can be set to live (ACCESS_TOKEN_MINUTES), and time for clocks that disagree. */
const KEY_VERIFIES_LONGER_MS = 65 * MINUTE_MS

/** How long a process trusts the key set that it read. */
const KEY_SET_KEPT_MS = MINUTE_MS
/**
 * Whoever makes up key ids cannot make a process read the table more often than this. All who come with an unknown one
 * meanwhile wait for the next reading: an id that is new and good must not be refused because others are made up.
 */
const UNKNOWN_KEY_READ_EVERY_MS = 250
/** What an id of ours looks like; for anything else the table is not read. */
const KEY_ID_FORM = /^jwk_[0-9a-z]{26}$/

/** A key that signs now. */
export interface SigningKeyInForce {
  id: string
  privateKey: CryptoKey
}

interface WantedKey {
  createdAt: Date
  signsFrom: Date
  /** When its successor signs; not given: as long as keys sign. */
  signsUntil?: Date | undefined
  /** Who wants it; not given: the gateway itself. */
  actor?: UnattendedActor
}

interface KeySet {
  readAt: number
  keys: ReadonlyMap<string, { verifiesUntil: Date; publicJwk: JWK; publicKey: CryptoKey }>
}

/**
 * The keys of access tokens. One signs at a time, for 30 days; its successor is published a day before it signs; each
 * verifies until the last token of its own has expired, and is destroyed then.
 */
export class SigningKeys {
  /** Opened private keys by id; what an id stands for never changes. */
  readonly #opened = new Map<string, CryptoKey>()
  #keySet: KeySet | null = null
  #reading: Promise<KeySet> | null = null
  /** A reading for unknown ids that has not begun. */
  #nextReading: Promise<KeySet> | null = null
  /** When the last one of those began, by `performance.now()`. */
  #unknownReadAt = Number.NEGATIVE_INFINITY

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    /** 32 bytes each. */
    private readonly encryptionKeys: KeyRing,
  ) {}

  /** The key that signs now. Made here when there is none: on the first sign-in, or after a month without workers. */
  async inForce(tx: Transaction): Promise<SigningKeyInForce> {
    const key = (await keyInForce(tx, this.clock.now())) ?? (await this.#makeFirst(tx))
    return { id: key.id, privateKey: await this.#open(key) }
  }

  /** The public key of this id, or null: it never was, or verifies no more. */
  async verifying(id: string): Promise<CryptoKey | null> {
    const now = this.clock.now()
    const keySet = await this.#current(now)
    const known = keySet.keys.get(id) ?? (await this.#readForUnknown(id))?.keys.get(id)
    return known !== undefined && known.verifiesUntil > now ? known.publicKey : null
  }

  /** The public keys as a JWK Set shows them (RFC 7517), those that will sign later included. */
  async published(): Promise<JWK[]> {
    const now = this.clock.now()
    const { keys } = await this.#current(now)
    return [...keys.values()].filter((key) => key.verifiesUntil > now).map((key) => key.publicJwk)
  }

  /** That this process can sign with the keys that there are. @throws SigningKeyClosed */
  async assertOpen(): Promise<void> {
    const now = this.clock.now()
    const keys = await publishedKeys(this.database, now)
    for (const key of keys.filter(({ signsUntil }) => signsUntil > now)) await this.#open(key)
  }

  /**
   * Makes a key that signs at once, in the place of whatever there is, also of keys that cannot be opened any more.
   * What earlier keys signed is verified for as long as it lives; or, if they are revoked, not at all: then every process
   * forgets them within a minute. Returns its id.
   */
  async replace({ revoke, actor }: { revoke: boolean; actor: UnattendedActor }): Promise<string> {
    return await this.database.transaction(async (tx) => {
      await lockSigningKeys(tx)
      const now = this.clock.now()
      if (revoke) await revokeSigningKeys(tx)
      else await retireSigningKeys(tx, now, new Date(now.getTime() + KEY_VERIFIES_LONGER_MS))
      return (await this.#make(tx, { createdAt: now, signsFrom: now, actor })).id
    })
  }

  /**
   * Makes the successor when it is time, and destroys what is spent. Safe to run at any time, by many processes. One
   * that cannot open the key in force makes none: those that can would not be able to open its keys.
   * @throws SigningKeyClosed
   */
  async rotate(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockSigningKeys(tx)
      const now = this.clock.now()
      const last = (await publishedKeys(tx, now)).at(-1)
      if (last === undefined || last.signsUntil <= now) await this.#make(tx, { createdAt: now, signsFrom: now })
      else if (last.signsUntil.getTime() - now.getTime() <= KEY_PUBLISHED_AHEAD_MS) {
        await this.#open(last)
        await this.#make(tx, { createdAt: now, signsFrom: last.signsUntil })
      }
      await deleteSpentKeys(tx, now)
    })
  }

  async #makeFirst(tx: Transaction): Promise<SigningKey> {
    await lockSigningKeys(tx)
    // Read again under the lock, by a statement of its own: another process may have made it meanwhile.
    const now = this.clock.now()
    const made = await keyInForce(tx, now)
    if (made !== null) return made
    const next = (await publishedKeys(tx, now)).find((key) => key.signsFrom > now)
    return await this.#make(tx, { createdAt: now, signsFrom: now, signsUntil: next?.signsFrom })
  }

  async #open({ id, privateJwe }: SigningKey): Promise<CryptoKey> {
    const opened = this.#opened.get(id) ?? (await openPrivateKey(id, privateJwe, this.encryptionKeys))
    this.#opened.set(id, opened)
    return opened
  }

  async #make(tx: Transaction, wanted: WantedKey): Promise<SigningKey> {
    const { createdAt, signsFrom, actor = 'SYSTEM' } = wanted
    const id = newId('signingKey')
    const signsUntil = wanted.signsUntil ?? new Date(signsFrom.getTime() + KEY_SIGNS_MS)
    const verifiesUntil = new Date(signsUntil.getTime() + KEY_VERIFIES_LONGER_MS)
    const pair = await newSigningPair(id, this.encryptionKeys)
    const key: SigningKey = { id, ...pair, createdAt, signsFrom, signsUntil, verifiesUntil }
    await insertSigningKey(tx, key)
    await recordAudit(tx, {
      action: 'SIGNING_KEY_ROTATED',
      actor,
      request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
      organizationId: null,
      subject: { kind: 'signingKey', ids: [id] },
      at: createdAt,
    })
    return key
  }

  async #current(now: Date): Promise<KeySet> {
    const kept = this.#keySet
    if (kept !== null && now.getTime() - kept.readAt < KEY_SET_KEPT_MS) return kept
    return await this.#read(now)
  }

  /** A reading that begins from now on: one that began before may have missed the key. */
  async #readForUnknown(id: string): Promise<KeySet | null> {
    if (!KEY_ID_FORM.test(id)) return null
    this.#nextReading ??= this.#readWhenAllowed()
    return await this.#nextReading
  }

  async #readWhenAllowed(): Promise<KeySet> {
    await sleep(Math.max(0, this.#unknownReadAt + UNKNOWN_KEY_READ_EVERY_MS - performance.now()))
    this.#nextReading = null
    this.#unknownReadAt = performance.now()
    return await this.#readOnce(this.clock.now())
  }

  /** One reading at a time, for everybody who waits for it. */
  async #read(now: Date): Promise<KeySet> {
    this.#reading ??= this.#readOnce(now).finally(() => {
      this.#reading = null
    })
    return await this.#reading
  }

  async #readOnce(now: Date): Promise<KeySet> {
    const rows = await publishedKeys(this.database, now)
    const entries = rows.map(async ({ id, verifiesUntil, publicJwk }) => {
      return [id, { verifiesUntil, publicJwk, publicKey: await keyOf(publicJwk) }] as const
    })
    const read: KeySet = { readAt: now.getTime(), keys: new Map(await Promise.all(entries)) }
    // Of two readings at once, the one that began later knows more.
    if (this.#keySet === null || this.#keySet.readAt <= read.readAt) this.#keySet = read
    return read
  }
}
