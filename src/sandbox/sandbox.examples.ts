import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { cliniciansKnownByNpis } from '../clinicians/clinician.queries.js'
import type { Reader } from '../db/database.js'
import { packageRoot } from '../kernel/package-root.js'
import { type ExampleActor, type ExampleIds, exampleGroups } from './sandbox.example-list.js'
import { FULL_PHYSICIAN_NPI } from './sandbox.full-physician.js'
import { SAME_NAME_PHYSICIAN_NPIS } from './sandbox.physicians.js'

/** An operation of schema/operations with variables that fit the sandbox. */
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

/** The operations by task, in the order in which somebody needs them, each ready to run in the sandbox. */
export async function sandboxExamples(
  reader: Reader,
  ids: Omit<ExampleIds, 'clinicianId' | 'otherClinicianId'>,
): Promise<SandboxExample[]> {
  const clinicianId = await idOf(reader, FULL_PHYSICIAN_NPI)
  const otherClinicianId = await idOf(reader, SAME_NAME_PHYSICIAN_NPIS[0])
  const groups = exampleGroups({ ...ids, clinicianId, otherClinicianId })
  return await Promise.all(
    groups.flatMap(({ group, examples }) =>
      examples.map(async ({ as = 'VENDOR', variables = {}, ...example }) => {
        return { ...example, group, as, variables, document: await operation(example.name) }
      }),
    ),
  )
}

async function operation(name: string): Promise<string> {
  return await readFile(path.join(packageRoot(), 'schema', 'operations', `${name}.graphql`), 'utf8')
}

async function idOf(reader: Reader, npi: string): Promise<string> {
  const [clinician] = await cliniciansKnownByNpis(reader, 'TEST', [npi])
  if (clinician === undefined) throw new Error(`the sandbox has no clinician with the NPI ${npi}`)
  return clinician.id
}
