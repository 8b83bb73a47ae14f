import { CostBuckets } from '../../src/limits/cost-buckets.js'

/**
 * A gateway that charges nobody, for comparison only: the program itself has no switch for that. Started instead of
 * src/main.js, with the same environment.
 */
CostBuckets.prototype.charge = async () => ({ granted: true, level: 0 })
CostBuckets.prototype.settle = () => undefined

await import('../../src/main.js')
