import type { Mode } from '../../auth/actor.js'
import { isStorableText, oneLine } from '../../kernel/text.js'
import { LoadError } from '../load.error.js'
import { PUBLIC_SOURCES } from '../source.catalog.js'

/** Names of sources that are invented begin so; live mode knows none of them. */
const INVENTED = /^sandbox:/i

const [SHORTEST, LONGEST] = [2, 80]

/**
 * The name under which a publisher's file is printed. It may not be that of a source whose own files are loaded: what
 * such a file says, nobody else can say in its name. Throws a `LoadError`.
 */
export function checkedSource(name: string, mode: Mode): string {
  const source = oneLine(name)
  if (source.length < SHORTEST || source.length > LONGEST || !isStorableText(source)) {
    throw new LoadError(
      `--source is the name of the source as printed: expected ${SHORTEST} to ${LONGEST} characters, got ${source.length}.`,
    )
  }
  const known = PUBLIC_SOURCES.find((each) => each.name.toLowerCase() === source.toLowerCase())
  if (known !== undefined) {
    throw new LoadError(`--source: ${known.name} is loaded from the files of ${known.publisher} themselves.`)
  }
  if (INVENTED.test(source) && mode !== 'TEST') {
    throw new LoadError('Sources named "Sandbox: …" are invented; expected --mode TEST with them.')
  }
  return source
}
