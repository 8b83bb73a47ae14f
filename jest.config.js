import { availableParallelism } from 'node:os'

/** Jest on native ES modules; `@swc/jest` compiles TypeScript with decorators and their metadata. */
export default {
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
        },
      },
    ],
  },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/src/testkit/global-setup.ts',
  globalTeardown: '<rootDir>/src/testkit/global-teardown.ts',
  testPathIgnorePatterns: ['/node_modules/', '\\.browser\\.test\\.ts$'],
  testTimeout: 30_000,
  // All of a small machine, Jest's own choice is one less; of a big one no more than the server has connections for.
  maxWorkers: Math.min(8, Math.max(2, availableParallelism() - 1)),
  // Modules of every file stay in the memory of its worker, which collects garbage the more slowly; a new one begins afresh.
  workerIdleMemoryLimit: '1GB',
}
