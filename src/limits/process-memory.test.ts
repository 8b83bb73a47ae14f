import { describe, expect, test } from '@jest/globals'
import { isMemoryFull, type MemoryReaders, PROCESS_MEMORY } from './process-memory.js'

const GIGABYTE = 2 ** 30

/** A process with room everywhere, but for what is said. */
function memory(said: Partial<{ heap: number; resident: number; constrained: number | undefined }>): MemoryReaders {
  const { heap = 0, resident = 0, constrained = GIGABYTE } = { ...said }
  return {
    heap: () => ({ used: heap, limit: 1_000 }),
    resident: () => resident,
    constrained: () => ('constrained' in said ? said.constrained : constrained),
    total: () => 4 * GIGABYTE,
  }
}

describe('the memory of a process', () => {
  test('is full past so much of what V8 lets it have', () => {
    expect([900, 901].map((heap) => isMemoryFull(memory({ heap }), 90))).toEqual([false, true])
  })

  test('is full past so much of what its container lets it have, whatever V8 thinks', () => {
    const limit = 0.9 * GIGABYTE
    expect([Math.floor(limit), Math.ceil(limit)].map((resident) => isMemoryFull(memory({ resident }), 90))).toEqual([
      false,
      true,
    ])
  })

  test.each([
    ['nothing', undefined],
    ['zero', 0],
    ['the largest number', 2 ** 64],
    ['more than the machine has', 4 * GIGABYTE + 1],
  ])('has no container that bounds it where that says %s', (_what, constrained) => {
    expect(isMemoryFull(memory({ constrained, resident: 5 * GIGABYTE }), 90)).toBe(false)
  })

  test('of this very process can be read, and has room', () => {
    expect(PROCESS_MEMORY.resident()).toBeGreaterThan(PROCESS_MEMORY.heap().used / 2)
    expect(PROCESS_MEMORY.heap().limit).toBeGreaterThan(PROCESS_MEMORY.heap().used)
    expect(isMemoryFull(PROCESS_MEMORY, 100)).toBe(false)
  })
})
