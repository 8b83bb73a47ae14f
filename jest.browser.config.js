/** Tests that drive a real browser: `CHROMIUM_PATH` names it, `/usr/bin/chromium` is the default. */
import base from './jest.config.js'

export default {
  ...base,
  testMatch: ['**/*.browser.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
}
