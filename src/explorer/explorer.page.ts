import { pagePolicy } from '../kernel/page.policy.js'
import type { ExplorerManifest } from './explorer.manifest.js'

/** Where the explorer lives; its assets and examples lie below. */
export const EXPLORER_PATH = '/graphiql'

/**
 * The page may load from its own origin only, and nothing inline but styles: monaco writes `style` attributes into the
 * markup of its lines and its colour theme into a `<style>` element, without a nonce; refused, the text has no colours
 * and line numbers and cursor are lost. Its workers are files of this origin, so no `blob:`; `data:` images are the
 * icons within monaco's style sheet.
 */
export const contentSecurityPolicy = pagePolicy({
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data:",
})

// The browser would ask for /favicon.ico otherwise, which the gateway does not have.
const icon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#0b5cad"/>' +
      '<path d="M4.5 5 8 8l-3.5 3M9 11h3" fill="none" stroke="#fff" stroke-width="1.6"/></svg>',
  )

/** The explorer's page. Names in the manifest are made by the build, so none needs escaping. */
export function renderExplorerPage({ script, style, workers }: ExplorerManifest, staffOnly: boolean): string {
  const asset = (name: string) => `${EXPLORER_PATH}/assets/${name}`
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>API explorer · Profiles gateway</title>
    <link rel="icon" href="${icon}">
    <link rel="stylesheet" href="${asset(style)}">
    <script type="module" src="${asset(script)}"></script>
  </head>
  <body>
    <div id="root"${staffOnly ? ' data-staff-only' : ''}
      data-editor-worker="${asset(workers.editor)}"
      data-json-worker="${asset(workers.json)}"
      data-graphql-worker="${asset(workers.graphql)}"><p class="loading">Loading the API explorer …</p></div>
    <noscript>The API explorer needs JavaScript.</noscript>
  </body>
</html>
`
}

/** The answer while there is no build. */
export function renderMissingPage(): string {
  return renderNote(
    'The API explorer is not built',
    'Run <code>npm run build</code> and load this page again. The API itself is not affected.',
  )
}

/** The answer where the explorer is switched off: links of the documentation lead here. */
export function renderOffPage(): string {
  return renderNote(
    'The API explorer is off',
    'This gateway does not have it; its operator can switch it on (<code>EXPLORER</code>). What the examples do stands in ' +
      'the <a href="/docs/">documentation</a>, and a sandbox of your own has them all (<a href="/docs/quick-start">quick start</a>).',
  )
}

function renderNote(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Profiles gateway</title>
    <link rel="stylesheet" href="/pages.css">
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${text}</p>
    </main>
  </body>
</html>
`
}
