import { expect, test } from '@jest/globals'
import { buildSchema, graphql } from 'graphql'
import { boundLists, MAX_LISTED_OBJECTS } from './list.bound.js'

const SCHEMA = `
  type Line { number: Int }
  type Order { lines: [Line!]! }
  type Page { nodes: [Order!]! }
  type Query { orders: Page, words: [String!] }`

/** Asks for all lines of orders that have so many. */
async function asking(lineCounts: readonly number[], query = '{ orders { nodes { lines { number } } } }') {
  const schema = buildSchema(SCHEMA)
  boundLists(schema)
  const nodes = lineCounts.map((count) => ({
    lines: async () => Array.from({ length: count }, (_, index) => ({ number: index })),
  }))
  const words = Array.from({ length: MAX_LISTED_OBJECTS + 1 }, String)
  const contextValue = { budget: { cost: 0, remaining: 0, listed: 0 } }
  const { data, errors = [] } = await graphql({
    schema,
    source: query,
    rootValue: { orders: { nodes }, words },
    contextValue,
  })
  return { data, errors: errors.map(({ message }) => message) }
}

test('lists without pages hold as many objects as they may, all lists of an answer together', async () => {
  const { data, errors } = await asking([MAX_LISTED_OBJECTS - 1, 1])
  expect([errors, data]).toEqual([[], { orders: { nodes: [expect.anything(), expect.anything()] } }])
})

test('one object more ends the request with a clear error', async () => {
  expect(await asking([MAX_LISTED_OBJECTS - 1, 2])).toEqual({
    data: { orders: null },
    errors: [
      'expected at most 25000 objects in lists without pages, got more: ask for smaller pages, or for less at once',
    ],
  })
})

test('pages, which are priced by their size, and texts do not count', async () => {
  const orders = Array.from({ length: MAX_LISTED_OBJECTS + 1 }, () => 0)
  expect((await asking(orders, '{ orders { nodes { __typename } } words }')).errors).toEqual([])
})
