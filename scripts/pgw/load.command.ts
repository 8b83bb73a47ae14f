import path from 'node:path'
import { Argument, Command, Option } from 'commander'
import { MODES, type Mode } from '../../src/auth/actor.js'
import { systemClock } from '../../src/kernel/clock.js'
import { type LoadOptions, MAX_VANISHING_SHARE } from '../../src/sources/engine/load.options.js'
import { runLoad } from '../../src/sources/engine/load.run.js'
import type { LoadScope, SourceLoader } from '../../src/sources/engine/source.loader.js'
import { followedByMatching } from '../../src/sources/leie/exclusion.follow-up.js'
import { describeLoad, type LoadReport } from '../../src/sources/load.report.js'
import { LOADERS } from '../../src/sources/loaders.js'
import { isComplete } from '../../src/sources/publisher/publisher.coverage.js'
import { expectedFile } from '../../src/sources/publisher/publisher.file.js'
import { PUBLISHER, publisherLoader } from '../../src/sources/publisher/publisher.loader.js'
import { FILE_SECTIONS, type FileSection } from '../../src/sources/publisher/publisher.sections.js'
import { parseDay, parsePercent } from './arguments.js'
import { withDatabase } from './database.js'
import { createProgressDisplay } from './load-progress.js'
import { UsageError } from './operator.js'
import { JSON_OPTION, type OutputOptions, print } from './output.js'
import { stoppedBySignals } from './stop-signals.js'

interface CommandOptions extends OutputOptions {
  full?: true
  update?: true
  asOf?: string
  check?: true
  older?: true
  allowVanishing?: number
  rejects?: string
  source?: string
  section?: FileSection
  mode?: Mode
  covers?: true
}

const EXAMPLES = `
Examples:
  pgw load --list
  pgw load nppes npidata_pfile_20050523-20251109.csv
  pgw load publisher licenses.csv --source "Invented Medical Board" --section LICENSES --check`

const NAMES = [...LOADERS.map(({ name }) => name), PUBLISHER]

async function load(name: string, file: string, options: CommandOptions): Promise<void> {
  const loader = loaderOf(name, options)
  const rejectsFile = options.rejects ?? `${path.parse(file).name}.rejects.csv`
  if (path.resolve(rejectsFile) === path.resolve(file)) throw new UsageError('--rejects names the file to load')
  if (options.full && options.update) throw new UsageError('a file is either --full or --update')
  await withDatabase(async ({ database }) => {
    const display = createProgressDisplay()
    try {
      const report = await runLoad(database, systemClock, loader, {
        ...{ file, rejectsFile, actor: 'OPERATOR' as const },
        ...scopeOf(options),
        ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
        ...(options.allowVanishing === undefined ? {} : { allowVanishing: options.allowVanishing }),
        ...{ check: options.check === true, older: options.older === true },
        onProgress: (progress) => display.update(progress),
        stopping: stoppedBySignals('stopping after the present batch; once more ends at once'),
      })
      display.stop()
      print(options, { load: report }, [...describeLoad(report), ...describeCoverage(options, report)])
    } finally {
      display.stop()
    }
  })
}

function loaderOf(name: string, { source, section, mode = 'LIVE', covers, full, asOf }: CommandOptions): SourceLoader {
  if (name === PUBLISHER) {
    if (source === undefined) throw new UsageError('expected --source, the name of the source as it is printed')
    if (covers && (!full || asOf === undefined)) throw new UsageError('--covers wants --full and --as-of <day>')
    const loader = publisherLoader({ source, section: section ?? null, mode, covers: covers === true })
    return followedByMatching(loader)
  }
  const loader = LOADERS.find((each) => each.name === name)
  if (loader === undefined || source !== undefined || section !== undefined || covers) {
    throw new UsageError(`--source, --section and --covers are for the loader ${PUBLISHER}`)
  }
  return loader
}

/** A person who says that a source was asked about everybody wants to know whether that holds. */
function describeCoverage({ covers, section }: CommandOptions, report: LoadReport): string[] {
  if (!covers || report.check) return []
  if (isComplete(report))
    return [`Silence of ${report.source} on ${section} now means "none reported" as of ${report.asOf}.`]
  return ['The source does not count as asked: rows about clinicians of the directory were left out.']
}

function scopeOf({ full, update }: CommandOptions): Pick<LoadOptions, 'scope'> {
  const scope: LoadScope | undefined = full ? 'FULL' : update ? 'UPDATE' : undefined
  return scope === undefined ? {} : { scope }
}

/** What can be loaded, for a person who does not know the names. */
function listLoaders(options: OutputOptions): void {
  const own = { name: PUBLISHER, source: null, description: expectedFile(null) }
  const loaders = [...LOADERS.map(({ name, source, description }) => ({ name, source, description })), own]
  const told = ({ name, source, description }: (typeof loaders)[number]) =>
    `${name}\n    ${source ?? 'what --source tells'}: ${description}`
  print(options, { loaders }, loaders.map(told))
}

/** `pgw load` */
export function loadCommand(): Command {
  return new Command('load')
    .description('loads a file of a source; run again with the same file, it goes on where it has ended')
    .addArgument(new Argument('[loader]', 'which kind of file it is').choices(NAMES))
    .argument('[file]', 'the file to load')
    .option('--list', 'says what can be loaded')
    .option('--full', 'the file is all that the source knows: what is not in it is no longer reported')
    .option('--update', 'the file is what has changed (default, unless its name says that it is full)')
    .option('--as-of <day>', 'of which day the file is, YYYY-MM-DD (default: what its name says)', parseDay)
    .option('--check', 'changes nothing, and reports what a load would do')
    .option('--older', 'loads a file that is older than the last full one; newer records stay')
    .option(
      '--allow-vanishing <percent>',
      `share of the known records that may vanish with a full file (default: ${MAX_VANISHING_SHARE * 100})`,
      parsePercent,
    )
    .option('--source <name>', `${PUBLISHER}: name of the source as it is printed`)
    .addOption(new Option('--section <code>', `${PUBLISHER}: of which section all rows are`).choices(FILE_SECTIONS))
    .addOption(new Option('--mode <mode>', `${PUBLISHER}: for which clinicians (default: LIVE)`).choices(MODES))
    .option('--covers', `${PUBLISHER}: the source was asked about everybody; its silence means "none reported"`)
    .option('--rejects <file>', 'where rejected rows go (default: <file>.rejects.csv in the present folder)')
    .option(...JSON_OPTION)
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, file: string | undefined, options: CommandOptions & { list?: true }) => {
      if (options.list) listLoaders(options)
      else if (name === undefined || file === undefined)
        throw new UsageError('expected a loader and a file; see --list')
      else await load(name, file, options)
    })
}
