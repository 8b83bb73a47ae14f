import { expect, test } from '@jest/globals'
import { buildSchema, graphql } from 'graphql'
import { boundLists, UNFORESEEN_OBJECTS } from './list.bound.js'

const SCHEMA = `
  type Line { number: Int }
  type Order { lines: [Line!]! }
  type Page { nodes: [Order!]! }
  type Query { orders: Page, words: [String!] }`

/** Asks for the lines of orders that have so many; `cost` is what was foreseen. */
async function asking(lineCounts: readonly number[], cost: number) {
  const schema = buildSchema(SCHEMA)
  boundLists(schema)
  const nodes = lineCounts.map((count) => ({
    lines: async () => Array.from({ length: count }, (_, index) => ({ number: index })),
  }))
  const words = Array.from({ length: 2 * UNFORESEEN_OBJECTS }, String)
  const { data, errors = [] } = await graphql({
    schema,
    source: '{ orders { nodes { lines { number } } } words }',
    rootValue: { orders: { nodes }, words },
    contextValue: { budget: { cost, remaining: 0, listed: 0 } },
  })
  return { orders: data?.['orders'], errors: errors.map(({ message }) => message) }
}

test('lists hold what was foreseen and so many objects more, pages and others together; texts do not count', async () => {
  const { orders, errors } = await asking([UNFORESEEN_OBJECTS, 8], 10)
  expect([errors, orders]).toEqual([[], { nodes: [expect.anything(), expect.anything()] }])
})

test('one object more ends the request with a clear error', async () => {
  expect(await asking([UNFORESEEN_OBJECTS, 9], 10)).toEqual({
    orders: null,
    errors: ['expected at most 25010 objects in lists, got more: ask for smaller pages, or for less at once'],
  })
})
