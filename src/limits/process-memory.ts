import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'

/** What can be read of the memory of a process, in bytes. */
export interface MemoryReaders {
  /** V8's own; past its limit, V8 ends the process. */
  heap(): { used: number; limit: number }
  /** All of the process: buffers and native memory, which V8 does not count, too. */
  resident(): number
  /** What the process may have, as its container says; 0 or undefined where nothing does. */
  constrained(): number | undefined
  /** What the machine has. */
  total(): number
}

/** Of this process. */
export const PROCESS_MEMORY: MemoryReaders = {
  heap: () => {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
    return { used, limit }
  },
  resident: () => process.memoryUsage.rss(),
  constrained: () => process.constrainedMemory(),
  total: totalmem,
}

/**
 * Whether a process uses more than so many percent of what V8 lets it have, or its container, which would end it without
 * a word. A container that allows more than the machine has sets no limit: so some kernels say that there is none.
 */
export function isMemoryFull({ heap, resident, constrained, total }: MemoryReaders, percent: number): boolean {
  const isPast = (used: number, limit: number) => used * 100 > limit * percent
  const { used, limit } = heap()
  if (isPast(used, limit)) return true
  const allowed = constrained() ?? 0
  return allowed > 0 && allowed <= total() && isPast(resident(), allowed)
}
