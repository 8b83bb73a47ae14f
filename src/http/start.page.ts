import { html, type SafeHtml } from '../kernel/html.js'
import { PRODUCT_NAME, pageOf } from '../kernel/page.js'
import { PAGE_SCRIPT_PATH } from './pages.routes.js'

/** What the start page says. */
export interface StartPageFacts {
  version: string
  publisher: string
  publicUrl: string
  explorer: boolean
  mailbox: boolean
  /** What one can begin with at once; null where that is nobody's business. */
  sandbox: SandboxAccess | null
}

/** Credentials of development: of fictional people, for play money. */
export interface SandboxAccess {
  apiKey: string
  people: readonly { role: string; email: string; password: string }[]
}

/** A first request that anybody understands; the documentation begins with the same. */
const FIRST_QUERY = '{ viewer { name mode } organizations { nodes { id name } } }'

/** Where a key comes from that is not shown. */
const WITHOUT_KEY = html`<p>A test key is made by whoever manages your software provider here, or by the publisher's staff:
<a href="/docs/api-keys">API keys</a>.</p>`

/** What runs here, and where to go. */
export function startPage(facts: StartPageFacts): SafeHtml {
  const { version, publisher, sandbox } = facts
  return pageOf({
    title: PRODUCT_NAME,
    ...(sandbox !== null && { script: PAGE_SCRIPT_PATH }),
    content: html`<h1>${PRODUCT_NAME}</h1>
<p>Version ${version}, run by ${publisher}: find US physicians and physician assistants, order their verified professional profiles,
receive the official PDF, dispute what is wrong in it, monitor it, and account for every cent.</p>
${sandbox === null ? WITHOUT_KEY : sandboxPart(sandbox, facts)}
<h2>Where to go</h2>
<ul class="cards">
${cardsOf(facts).map(({ href, title, text }) => html`<li><a href="${href}">${title}</a><p>${text}</p></li>\n`)}</ul>
<p class="hint">The API is at <code>${facts.publicUrl}/graphql</code>. <a href="/healthz">Health</a>, <a href="/readyz">readiness</a>
and <a href="/metrics">metrics</a> are for monitors.</p>`,
  })
}

function cardsOf({ explorer, mailbox }: StartPageFacts): { href: string; title: string; text: string }[] {
  return [
    {
      href: '/docs/quick-start',
      title: 'Quick start',
      text: 'From nothing to the first profile as a PDF, command by command.',
    },
    {
      href: '/docs/',
      title: 'Documentation',
      text: 'Guides by task, every error with its cure, and the whole schema.',
    },
    ...(explorer
      ? [
          {
            href: '/graphiql',
            title: 'Explorer',
            text: 'GraphiQL with an example for every task, filled in for the sandbox.',
          },
        ]
      : []),
    {
      href: '/verify',
      title: 'Verify a document',
      text: 'Whether a profile was issued here, and whether a copy is genuine.',
    },
    ...(mailbox
      ? [
          {
            href: '/mailbox',
            title: 'Mailbox',
            text: 'Every e-mail that this gateway wrote; in development they go nowhere else.',
          },
        ]
      : []),
  ]
}

function sandboxPart({ apiKey, people }: SandboxAccess, { publicUrl }: StartPageFacts): SafeHtml {
  return html`<h2 id="key-head">Your test key</h2>
<p>Fictional clinicians, an organization with play money, the same rules as in life.</p>
<div class="copy"><pre id="key" tabindex="0" role="region" aria-labelledby="key-head">${apiKey}</pre>
<button type="button" data-copy="key" data-says="copied" hidden>Copy</button></div>
<p class="hint" id="copied" role="log"></p>
<h2 id="query-head">A first request</h2>
<pre tabindex="0" role="region" aria-labelledby="query-head">curl -s ${publicUrl}/graphql \\
  -H 'Authorization: Bearer ${apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '{"query":"${FIRST_QUERY}"}'</pre>
<h2 id="people-head">Fictional people</h2>
<p>They sign in in the explorer, or with the mutation <code>signIn</code>.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="people-head"><table>
<thead><tr><th scope="col">Role</th><th scope="col">E-mail</th><th scope="col">Password</th></tr></thead>
<tbody>
${people.map(({ role, email, password }) => html`<tr><td>${role}</td><td><code>${email}</code></td><td><code>${password}</code></td></tr>\n`)}</tbody>
</table></div>`
}
