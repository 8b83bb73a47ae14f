import { html, type SafeHtml } from '../kernel/html.js'
import { pageOf } from '../kernel/page.js'
import type { MailboxEmail, MailboxLine } from './mailbox.queries.js'

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
  return pageOf({ title: title === 'Mailbox' ? title : `${title} · Mailbox`, content }).text
}
