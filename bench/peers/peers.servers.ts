/** Who is measured: the script that serves, where it listens for requests, and what stands for what in the table. */
export interface Contender {
  script: string
  title: string
  /** Of the three kinds of requests: the gateway's, those of servers with the peers' schema, and what the limit takes. */
  dialect: 'gateway' | 'peer' | 'postgraphile' | 'limit'
}

/** By name, as `--only` takes them. */
export const CONTENDERS = {
  gateway: { script: '../../src/main.js', title: 'the gateway, all safety features on', dialect: 'gateway' },
  limit: { script: 'peer.limit.js', title: 'limit: node:http, prepared SQL that builds the JSON', dialect: 'limit' },
  mercurius: {
    script: '../../../bench/peers/servers/mercurius.mjs',
    title: 'Mercurius, JIT, loaders',
    dialect: 'peer',
  },
  yoga: { script: '../../../bench/peers/servers/yoga.mjs', title: 'GraphQL Yoga, pg, DataLoader', dialect: 'peer' },
  apollo: {
    script: 'peer.apollo.js',
    title: 'Apollo standalone, type-graphql, TypeORM entities, DataLoader',
    dialect: 'peer',
  },
  postgraphile: {
    script: '../../../bench/peers/servers/postgraphile.mjs',
    title: 'PostGraphile 5 (Grafast)',
    dialect: 'postgraphile',
  },
} as const satisfies Record<string, Contender>
export type ContenderName = keyof typeof CONTENDERS

export const OPERATION_NAMES = ['Q1', 'Q2', 'Q3', 'M1'] as const
export type OperationName = (typeof OPERATION_NAMES)[number]

/** What is asked for, and the goals of the gateway against the best peer and against the limit. */
export const OPERATIONS: Readonly<Record<OperationName, { title: string; ofBest: number; ofLimit: number }>> = {
  Q1: { title: 'clinician by NPI, 8 fields', ofBest: 1, ofLimit: 0.6 },
  Q2: { title: 'order history: 50 orders, each with clinician and profile head', ofBest: 2, ofLimit: 0.7 },
  Q3: { title: 'a full profile, some 120 fields', ofBest: 1.5, ofLimit: 0.5 },
  M1: { title: 'order with line, ledger entry and outbox row, idempotent, one transaction', ofBest: 2, ofLimit: 0.7 },
}
