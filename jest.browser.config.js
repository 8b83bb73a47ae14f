/** Tests that drive a real browser: `CHROMIUM_PATH` names it, `/usr/bin/chromium` is the default. */
import base from './jest.config.js'

const { globalSetup: _setup, globalTeardown: _teardown, ...shared } = base

export default {
  ...shared,
  testMatch: ['**/*.browser.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
}
