import { html, type SafeHtml } from '../kernel/html.js'
import type { MailboxEmail, MailboxLine } from './mailbox.queries.js'

/** The look of the mailbox: quiet, and either light or dark as the reader's system says. */
export const MAILBOX_STYLES = `
:root {
  color-scheme: light dark;
  --text: #1d2733; --quiet: #55606d; --line: #d5dbe1; --ground: #ffffff; --accent: #0b5cad;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e9ee; --quiet: #a3aeb9; --line: #38424d; --ground: #14191f; --accent: #7db8f0; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 1px solid var(--line); }
header p { margin: 0; }
h1 { font-size: 1.4rem; margin: .5rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
a { color: var(--accent); }
a:focus-visible, pre:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
td { overflow-wrap: anywhere; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); padding: 1rem; margin: 0;
  font: .875rem/1.5 ui-monospace, monospace; }
iframe { width: 100%; height: 40rem; border: 1px solid var(--line); background: #ffffff; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
`

/** The list, the newest first; a link leads to older ones when there are any. */
export function listPage(lines: readonly MailboxLine[], hasOlder: boolean, isLaterPage: boolean): string {
  const last = lines.at(-1)
  const newest = html`<a href="/mailbox">Newest e-mails</a> `
  const older = html`<a href="/mailbox?before=${encodeURIComponent(last?.id ?? '')}" rel="next">Older e-mails</a>`
  return page(
    'Mailbox',
    html`<h1>Mailbox</h1>
${lines.length === 0 ? html`<p>No e-mails${isLaterPage ? ' older than these' : ' yet'}.</p>` : listTable(lines)}
<nav aria-label="Pages"><p>${isLaterPage ? newest : ''}${hasOlder ? older : ''}</p></nav>`,
  )
}

function listTable(lines: readonly MailboxLine[]): SafeHtml {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="E-mails">
<table>
<caption>E-mails that the gateway wrote, the newest first</caption>
<thead><tr>
<th scope="col">Written</th><th scope="col">Subject</th><th scope="col">To</th><th scope="col">State</th>
</tr></thead>
<tbody>
${lines.map(
  (line) => html`<tr><td>${time(line.createdAt)}</td>
<td><a href="/mailbox/${encodeURIComponent(line.id)}">${line.subject}</a></td>
<td>${line.recipients.join(', ')}</td><td>${stateOf(line)}</td></tr>
`,
)}</tbody>
</table>
</div>`
}

/** One e-mail: its headers, the text and, in a frame that nothing can get out of, the HTML. */
export function emailPage(email: MailboxEmail): string {
  const facts: [string, SafeHtml | string][] = [
    ['To', email.recipients.join(', ')],
    ['Written', time(email.createdAt)],
    ['State', stateOf(email)],
    ['Delivered to', email.deliveredTo.join(', ') || 'nobody'],
    ['Refused for', email.refusedRecipients.join(', ') || 'nobody'],
    ['Tries', String(email.attempts)],
    ['Kind', email.kind],
    ['Id', email.id],
  ]
  return page(
    email.subject,
    html`<nav aria-label="Back"><p><a href="/mailbox">All e-mails</a></p></nav>
<h1>${email.subject}</h1>
<dl>
${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
<h2 id="as-html">As HTML</h2>
<iframe sandbox="" src="/mailbox/${encodeURIComponent(email.id)}/html" title="The e-mail as HTML"></iframe>
<h2 id="as-text">As text</h2>
<pre tabindex="0" role="region" aria-labelledby="as-text">${email.text}</pre>`,
  )
}

/** For an id that no e-mail has. */
export function notFoundPage(): string {
  return page(
    'No such e-mail',
    html`<h1>No such e-mail</h1>
<p>No e-mail has this id. <a href="/mailbox">All e-mails</a></p>`,
  )
}

function stateOf(line: MailboxLine): string {
  const error = line.lastError === null ? '' : ` (${line.lastError})`
  if (line.failedAt !== null) return `failed${error}`
  if (line.sentAt === null) return `waiting${error}`
  return line.kept ? 'kept here' : `sent${error}`
}

function time(instant: Date): SafeHtml {
  const iso = instant.toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`
}

function page(title: string, content: SafeHtml): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Development mailbox</title>
<link rel="stylesheet" href="/mailbox/mailbox.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><p>Development mailbox</p></header>
<main id="content">
${content}
</main>
</body>
</html>
`.toString()
}
