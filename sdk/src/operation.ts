/** An operation of the gateway: its document as a text, and in its type what it takes and what it answers. */
export interface Operation<Data, Variables> {
  readonly name: string
  readonly kind: 'query' | 'mutation'
  /** Whether its input takes an idempotency key, which makes it safe to repeat. */
  readonly idempotent: boolean
  readonly document: string
  /** Of the type only. */
  readonly types?: (variables: Variables) => Data
}

/** Variables with the idempotency key optional: without one, a key is made for the call and kept over its retries. */
export type VariablesOf<Variables> = Variables extends { input: infer Input }
  ? Input extends { idempotencyKey: string }
    ? Omit<Variables, 'input'> & { input: Omit<Input, 'idempotencyKey'> & { idempotencyKey?: string } }
    : Variables
  : Variables
