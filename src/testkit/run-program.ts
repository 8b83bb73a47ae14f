import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where the file's name belongs among the arguments of a program. */
export const FILE = Symbol('the file')

/** What another program says of a file; see `outputOf`. */
export async function toldOf(bytes: Uint8Array, program: string, ...parts: (string | typeof FILE)[]): Promise<string> {
  return (await outputOf(bytes, program, ...parts)).toString()
}

/**
 * What another program makes of a file, on both of its channels; its failure is one of the test. A program that is missing
 * is said to be, and no test passes without it.
 */
export async function outputOf(
  bytes: Uint8Array,
  program: string,
  ...parts: (string | typeof FILE)[]
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'profiles-gateway-test-'))
  try {
    const file = join(folder, 'document.pdf')
    await writeFile(file, bytes)
    const { stdout, stderr } = await run(
      program,
      parts.map((part) => (part === FILE ? file : part)),
      { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
    )
    return Buffer.concat([stdout, stderr])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`the program ${program} is missing: these tests need qpdf and poppler-utils`)
    }
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
