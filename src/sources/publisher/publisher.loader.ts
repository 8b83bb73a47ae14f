import type { Mode } from '../../auth/actor.js'
import type { SourceLoader } from '../engine/source.loader.js'
import { LoadError } from '../load.error.js'
import { expectedFile, publisherRows } from './publisher.file.js'
import type { FileSection } from './publisher.sections.js'
import { checkedSource } from './publisher.source.js'
import type { SurveyedPart } from './publisher.survey.js'
import { publisherTarget } from './publisher.target.js'

export interface PublisherLoaderOptions {
  /** Name of the source as printed, for example the name of a licensing board. */
  source: string
  mode: Mode
  /** Of which section the file is; null where each row tells its own. */
  section: FileSection | null
  /**
   * Whether the source was asked about everybody of the mode, so that its silence means "none reported". Wants a section,
   * and a FULL file of a day.
   */
  covers: boolean
}

/** Name of the loader on the command line. */
export const PUBLISHER = 'publisher'

/**
 * The loader of one source's own file (docs/publisher-files.md). Files of different sections, and of the two modes, are
 * different files, each with its own history. Throws a `LoadError` for options that contradict each other.
 */
export function publisherLoader(options: PublisherLoaderOptions): SourceLoader<SurveyedPart> {
  const { mode, section, covers } = options
  const source = checkedSource(options.source, mode)
  if (covers && section === null) throw new LoadError('A file covers one section: expected --section with --covers.')
  if (covers && section === 'IDENTITY')
    throw new LoadError('IDENTITY is no section of a profile; it cannot be covered.')
  return {
    name: [PUBLISHER, ...(section === null ? [] : [section]), ...(mode === 'LIVE' ? [] : [mode])].join(':'),
    description: expectedFile(section),
    source,
    mode,
    rows: (file, { scope }) => publisherRows(file, section, scope),
    target: publisherTarget({ source, mode, section }, covers),
  }
}
