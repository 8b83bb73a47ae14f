import { describe, expect, test } from '@jest/globals'
import { Registry } from 'prom-client'
import { RequestError } from '../kernel/errors.js'
import { Turnstile } from './turnstile.js'

describe('a turnstile for two at once and three that wait', () => {
  const build = () => {
    const metrics = new Registry()
    const turnstile = new Turnstile({ name: 'dishes', atOnce: 2, maxWaiting: 3, comeAgainSeconds: 5 }, metrics)
    return { turnstile, metrics: () => metrics.metrics() }
  }
  /** Work that ends when it is told to. */
  const guests = (turnstile: Turnstile, count: number) => {
    const seated: number[] = []
    const leave: ((error?: Error) => void)[] = []
    const outcomes = Array.from({ length: count }, (_, n) =>
      turnstile
        .pass(() => {
          seated.push(n)
          return new Promise<number>((resolve, reject) => {
            leave[n] = (error) => (error === undefined ? resolve(n) : reject(error))
          })
        })
        .catch((error: unknown) => (error instanceof RequestError ? `${error.code}: ${error.message}` : 'failed')),
    )
    return { seated, leave, outcomes }
  }
  const turn = () => new Promise<void>((next) => setImmediate(next))

  test('lets them in one after the other, and sends the sixth away at once', async () => {
    const { turnstile, metrics } = build()
    const { seated, leave, outcomes } = guests(turnstile, 6)
    expect(await outcomes[5]).toBe('RATE_LIMITED: too many requests at once: come again after 5 seconds')
    expect(seated).toEqual([0, 1])
    expect(await metrics()).toMatch(/^gateway_dishes_waiting 3$/m)
    expect(await metrics()).toMatch(/^gateway_dishes_refused_total 1$/m)
    leave[1]?.()
    await turn()
    expect(seated).toEqual([0, 1, 2])
    leave[0]?.()
    leave[2]?.()
    await turn()
    expect(seated).toEqual([0, 1, 2, 3, 4])
    leave[3]?.()
    leave[4]?.()
    expect(await Promise.all(outcomes.slice(0, 5))).toEqual([0, 1, 2, 3, 4])
    expect(await metrics()).toMatch(/^gateway_dishes_waiting 0$/m)
  })

  test('gives the place of work that failed to the next, and has all places again in the end', async () => {
    const { turnstile } = build()
    const { seated, leave, outcomes } = guests(turnstile, 3)
    await turn()
    leave[0]?.(new Error('broken'))
    await turn()
    expect(seated).toEqual([0, 1, 2])
    expect(await outcomes[0]).toBe('failed')
    leave[1]?.()
    leave[2]?.()
    await Promise.all(outcomes)
    expect(guests(turnstile, 5).seated).toHaveLength(0)
    await turn()
    expect(await turnstile.pass(async () => 'in').catch((error: RequestError) => error.code)).toBe('RATE_LIMITED')
  })
})
