import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { packageRoot } from '../kernel/package-root.js'
import { EXAMPLE_GROUPS, type ExampleActor } from './sandbox.example-list.js'

/** An operation of schema/operations with variables that fit a sandbox; `{{…}}` stands for ids of whoever runs it. */
export interface SandboxExample {
  /** Of the operation and its file. */
  name: string
  /** The task that it is a part of. */
  group: string
  title: string
  /** Who may run it. */
  as: ExampleActor
  document: string
  variables: Record<string, unknown>
}

/** The operations by task, in the order in which somebody needs them, each ready to run in a sandbox. */
export async function sandboxExamples(): Promise<SandboxExample[]> {
  return await Promise.all(
    EXAMPLE_GROUPS.flatMap(({ group, examples }) =>
      examples.map(async ({ as = 'VENDOR', variables = {}, ...example }) => {
        return { ...example, group, as, variables, document: await operation(example.name) }
      }),
    ),
  )
}

async function operation(name: string): Promise<string> {
  return await readFile(path.join(packageRoot(), 'schema', 'operations', `${name}.graphql`), 'utf8')
}
