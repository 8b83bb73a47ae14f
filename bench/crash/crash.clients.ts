import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { print } from 'graphql'
import { PlaceOrderDocument, type PlaceOrderMutation } from '../../src/client/operations.generated.js'
import type { ProfileProduct } from '../../src/profiles/profile.sections.js'
import type { Dice } from './crash.dice.js'
import type { Fleet, Member } from './crash.fleet.js'
import type { World } from './crash.world.js'

const CLIENTS = 8
const REQUEST_TIMEOUT_MS = 10_000
/** A key that no process answers in so many tries is lost, and the run has failed. */
const MAX_TRIES = 300
const LONGEST_THOUGHT_MS = 250
const TWIN_CHANCE = 0.1
const AIMED_KILL_CHANCE = 0.06
const AIMED_KILL_WITHIN_MS = 30

/** An order that a client means to place, under one key, whatever happens. */
export interface Wish {
  key: string
  vendorIndex: number
  organizationId: string
  items: { clinicianId: string; product: ProfileProduct; vendorReference: string; allowDuplicate: true }[]
}

/** What clients were told. */
export interface Told {
  /** Every number that an answer gave for the key; all must be the same. */
  numbers: Map<string, Set<string>>
  requests: number
  /** Requests without an answer, or with a 5xx. */
  failures: number
  /** Keys whose first answer said that they had been placed before: only an answer was lost. */
  lostAnswers: number
  /** Answers that repeating cannot help, or keys given up: none may be. */
  refusals: string[]
}

/** Thinks up `count` orders. */
export function wishes(count: number, world: World, dice: Dice): Wish[] {
  return Array.from({ length: count }, (_, index) => ({
    key: randomUUID(),
    vendorIndex: dice.between(0, world.vendors.length - 1),
    // At least one for each, so that each has a receipt to come.
    organizationId: (world.organizations[index] ?? dice.pick(world.organizations)).id,
    items: Array.from({ length: dice.between(1, 3) }, (_, line) => ({
      ...dice.pick(world.wares),
      vendorReference: `crash-${index}-${line}`,
      allowDuplicate: true as const,
    })),
  }))
}

/** Clients that do not give up: the same key again, at any process of the API, until there is an answer. */
export class Clients {
  readonly told: Told = { numbers: new Map(), requests: 0, failures: 0, lostAnswers: 0, refusals: [] }

  constructor(
    private readonly world: World,
    private readonly fleet: Fleet,
    private readonly dice: Dice,
    private readonly mayAim: () => boolean,
  ) {}

  /** How many keys have an answer. */
  get placed(): number {
    return this.told.numbers.size
  }

  async placeAll(all: readonly Wish[]): Promise<void> {
    const left = all.values()
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        const dice = this.dice.fork()
        for (let next = left.next(); !next.done; next = left.next()) {
          await sleep(dice.between(0, LONGEST_THOUGHT_MS))
          const copies = dice.chance(TWIN_CHANCE) ? 2 : 1
          await Promise.all(Array.from({ length: copies }, () => this.#insist(next.value, dice.fork())))
        }
      }),
    )
  }

  /** Sends every key once more to every process of the API. */
  async replayAll(all: readonly Wish[]): Promise<void> {
    for (const member of this.fleet.of('api')) {
      const left = all.values()
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          for (let next = left.next(); !next.done; next = left.next()) {
            const answer = await this.#send(next.value, member)
            if (answer === null || !this.#note(next.value, answer)) this.told.refusals.push('a replay had no answer')
            else if (!answer.replayed) this.told.refusals.push('a replay placed an order')
          }
        }),
      )
    }
  }

  async #insist(wish: Wish, dice: Dice): Promise<void> {
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const member = dice.pick(this.fleet.of('api'))
      if (this.mayAim() && member.ready && dice.chance(AIMED_KILL_CHANCE)) this.#aimAt(member, dice)
      const first = !this.told.numbers.has(wish.key)
      const answer = await this.#send(wish, member)
      if (answer !== null) {
        if (first && answer.replayed && tries > 1) this.told.lostAnswers++
        this.#note(wish, answer)
        return
      }
      this.told.failures++
      await sleep(dice.between(50, 400))
    }
    this.told.refusals.push(`no answer in ${MAX_TRIES} tries`)
  }

  /** In the middle of the request that is sent next. */
  #aimAt(member: Member, dice: Dice): void {
    const { generation } = member
    setTimeout(() => this.fleet.kill(member, 'request', generation), dice.between(0, AIMED_KILL_WITHIN_MS))
  }

  /** Null for whatever a client should answer with another try. */
  async #send(wish: Wish, { port }: Member): Promise<PlaceOrderMutation['placeOrder'] | null> {
    this.told.requests++
    const { key: idempotencyKey, vendorIndex, organizationId, items } = wish
    const input = { idempotencyKey, organizationId, items, paymentMethod: 'ACCOUNT_BALANCE' }
    try {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${this.world.vendors[vendorIndex]?.apiKey}`,
        },
        body: JSON.stringify({ query: print(PlaceOrderDocument), variables: { input } }),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      })
      const text = await response.text()
      if (response.status >= 500) return null
      const { data, errors } = JSON.parse(text) as {
        data?: PlaceOrderMutation | null
        errors?: { message: string; extensions: { code: string } }[]
      }
      if (data?.placeOrder !== undefined) return data.placeOrder
      const [error] = errors ?? []
      if (error?.extensions.code !== 'INTERNAL') this.told.refusals.push(`${response.status} ${error?.message}`)
      return null
    } catch {
      return null
    }
  }

  #note({ key }: Wish, { order, userErrors }: PlaceOrderMutation['placeOrder']): boolean {
    if (order == null) {
      this.told.refusals.push(userErrors.map(({ code, message }) => `${code}: ${message}`).join('; '))
      return false
    }
    const numbers = this.told.numbers.get(key) ?? new Set()
    this.told.numbers.set(key, numbers.add(order.number))
    return true
  }
}
