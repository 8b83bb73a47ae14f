import type { Client } from 'pg'
import type { Reader } from '../../src/db/database.js'
import type { ReadStatement } from '../../src/db/statement.js'

/** What PostgreSQL says of one run of a statement. */
export interface ExplainedRun {
  statement: string
  /** Planning and execution, without the way to the database and back. */
  milliseconds: number
  /** Tables that were read from end to end. */
  scanned: string[]
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  Plans?: PlanNode[]
}

/** Runs statements as a connection of the gateway does, prepared once, and has each of them explained. */
export class ExplainingReader implements Reader {
  readonly #prepared = new Set<string>()
  #runs: ExplainedRun[] = []
  #plans: string[] = []
  #keepsPlans = false

  constructor(private readonly client: Client) {}

  /** The runs since this was asked last. */
  takeRuns(): ExplainedRun[] {
    const runs = this.#runs
    this.#runs = []
    return runs
  }

  /** The plans of all that `work` runs, in words. */
  async plansOf(work: () => Promise<unknown>): Promise<string[]> {
    this.#plans = []
    this.#keepsPlans = true
    await work()
    this.#keepsPlans = false
    this.#runs = []
    return this.#plans
  }

  async rows<Row>(statement: ReadStatement<Row>, values: readonly unknown[]): Promise<Row[]> {
    const { name, text } = statement
    if (!this.#prepared.has(name)) await this.client.query(`prepare ${name} as ${text}`)
    this.#prepared.add(name)
    const call = `execute ${name} (${values.map((value) => this.#literal(value)).join(', ')})`
    const { rows } = await this.client.query<{ 'QUERY PLAN': Explanation[] }>(
      `explain (analyze, timing off, format json) ${call}`,
    )
    const [explained] = rows[0]?.['QUERY PLAN'] ?? []
    if (explained === undefined) throw new Error('expected a plan')
    const milliseconds = explained['Planning Time'] + explained['Execution Time']
    this.#runs.push({ statement: name, milliseconds, scanned: scannedBy(explained.Plan) })
    if (this.#keepsPlans) this.#plans.push(`${name}\n${await this.#planOf(call)}`)
    return (await this.client.query(call)).rows as Row[]
  }

  async #planOf(call: string): Promise<string> {
    const { rows } = await this.client.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${call}`)
    return rows.map((row) => `    ${row['QUERY PLAN']}`).join('\n')
  }

  #literal(value: unknown): string {
    if (value === null) return 'null'
    const text = Array.isArray(value) ? `{${value.map((item) => JSON.stringify(item)).join(',')}}` : String(value)
    return this.client.escapeLiteral(text)
  }
}

interface Explanation {
  Plan: PlanNode
  'Planning Time': number
  'Execution Time': number
}

function scannedBy(node: PlanNode): string[] {
  const own = node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : []
  return [...own, ...(node.Plans ?? []).flatMap(scannedBy)]
}
