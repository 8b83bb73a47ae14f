/**
 * Who may import whom. The code is layered: a room of `src/` imports from the rooms above it in this list only, rooms of
 * one line not from one another, and nobody in a circle. Imports of types count like any other.
 */
const LAYERS = [
  ['kernel'],
  ['telemetry'],
  ['db'],
  ['auth'],
  ['audit', 'jobs', 'mail', 'limits', 'outbound', 'files'],
  ['graphql'],
  ['people'],
  ['organizations'],
  ['vendors'],
  ['webhooks'],
  ['uploads'],
  ['bulk'],
  ['accounts', 'clinicians', 'sources'],
  ['research'],
  ['payments'],
  ['profiles'],
  ['orders'],
  ['monitoring'],
  ['discrepancies'],
  ['fhir'],
  ['activity'],
  ['receipts'],
  ['sandbox'],
  ['staff'],
  ['explorer', 'http', 'client'],
  // What knows everybody: schema.ts, entities.ts, config.ts, app.ts, development.ts, main.ts; files, not rooms.
  ['[^/]+\\.ts$'],
]

/** Siblings that may use one another, in this direction only. */
const AMONG_SIBLINGS = {
  // The trail is sealed by a job.
  audit: ['jobs'],
  // A queued e-mail is a row and a job that sends it.
  mail: ['jobs'],
  // Expired files are deleted by a job.
  files: ['jobs'],
  // A source's file is read into the directory of clinicians.
  sources: ['clinicians'],
}

const TESTS = '\\.test\\.ts$|^src/testkit/'
/** Bundles the explorer when the package is built, and what it bundles: nothing of it is loaded by a running gateway. */
const BUILD_TIME = '^src/explorer/(build[^/]*\\.ts$|browser/)'

/** Holds no code at all, only a type. */
const TYPES_ONLY = '^node_modules/@graphql-typed-document-node/core/'

/** A module that is not there at all, only its types are, in `@types/fhir`. */
const TYPES_ALONE = '^fhir/r4\\.js$'

const roomsOf = (names) => names.map((name) => (name.endsWith('$') ? `^src/${name}` : `^src/${name}/`)).join('|')

const layerRules = LAYERS.slice(0, -1).flatMap((rooms, height) =>
  rooms.map((room) => {
    const siblings = rooms.filter((other) => other !== room && !AMONG_SIBLINGS[room]?.includes(other))
    return {
      name: `layers: ${room}`,
      comment: 'A room imports from the rooms below it; see LAYERS in .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: roomsOf([room]), pathNot: TESTS },
      to: { path: roomsOf([...siblings, ...LAYERS.slice(height + 1).flat()]) },
    }
  }),
)

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'rooms have a layer',
      comment: 'A new folder of src/ gets its place in LAYERS.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `${roomsOf(LAYERS.flat())}|${TESTS}` },
      to: {},
    },
    {
      name: 'no circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'testkit is for tests',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: '^src/testkit/' },
    },
    {
      name: 'no test is imported',
      severity: 'error',
      from: {},
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'src stands alone',
      comment: 'What a person runs, and benchmarks, use src/; never the other way round, but to be tested.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: TESTS },
      to: { path: '^(scripts|bench)/' },
    },
    {
      name: 'migrations are plain SQL',
      comment: 'A migration must say the same in five years: it uses no code that lives on.',
      severity: 'error',
      from: { path: '^migrations/', pathNot: '^migrations/index\\.ts$' },
      to: { path: '^(src|migrations)/' },
    },
    {
      name: 'the browser is a world of its own',
      severity: 'error',
      from: { path: '^src/explorer/browser/' },
      to: { path: '^src/', pathNot: '^src/explorer/(browser/|explorer\\.example\\.ts$)' },
    },
    {
      name: 'no development dependencies in production',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: `${TESTS}|${BUILD_TIME}` },
      to: { dependencyTypes: ['npm-dev'], pathNot: TYPES_ONLY },
    },
    {
      name: 'only declared dependencies',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'every import resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: TYPES_ALONE },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API that dependency-cruiser could use; swc parses TypeScript, type imports included.
    parser: 'swc',
    // Not .tsx: dependency-cruiser does not tell swc about JSX.
    doNotFollow: { path: '(^|/)node_modules/|\\.tsx$' },
    exclude: { path: '^(dist|var|bench/peers/servers)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.css', '.json'],
    },
  },
}
