import { html, type SafeHtml } from '../kernel/html.js'
import type { Publisher } from '../kernel/publisher.js'
import { oneLine } from '../kernel/text.js'

/** A short e-mail about one thing. */
export interface Letter {
  /** One line; the heading too. */
  subject: string
  /** Plain sentences, one paragraph each. */
  paragraphs: readonly string[]
  /** What to do now: a link that also stands in full in the text. */
  action?: { label: string; url: string }
  /** Label and value, for facts such as a number or a date. */
  facts?: readonly (readonly [label: string, value: string])[]
  /** What stands under the action, in small print. */
  notes?: readonly string[]
}

/** The letter as subject, plain text and HTML, signed by the publisher. Values may be of anybody: all are escaped. */
export function renderLetter(letter: Letter, publisher: Publisher): { subject: string; text: string; html: string } {
  const subject = oneLine(letter.subject)
  return { subject, text: asText({ ...letter, subject }, publisher), html: asHtml({ ...letter, subject }, publisher) }
}

function asText({ subject, paragraphs, action, facts = [], notes = [] }: Letter, publisher: Publisher): string {
  const parts = [
    subject,
    ...paragraphs.map(oneLine),
    ...(facts.length > 0 ? [facts.map(([label, value]) => `${label}: ${oneLine(value)}`).join('\n')] : []),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...notes.map(oneLine),
    ['--', publisher.name, ...publisher.addressLines, `${publisher.phone}, ${publisher.email}`].join('\n'),
  ]
  return `${parts.join('\n\n')}\n`
}

function asHtml({ subject, paragraphs, action, facts = [], notes = [] }: Letter, publisher: Publisher): string {
  const paragraph = (text: string): SafeHtml => html`<p>${text}</p>\n`
  const rows = facts.map(
    ([label, value]) =>
      html`<tr><th scope="row" style="text-align:left;padding:4px 16px 4px 0">${label}</th><td>${value}</td></tr>\n`,
  )
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${subject}</title>
</head>
<body style="margin:0;padding:24px;background:#f4f5f7;color:#1b1f24;font:16px/1.5 system-ui,sans-serif">
<div role="main" style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px;overflow-wrap:anywhere">
<h1 style="margin-top:0;font-size:20px">${subject}</h1>
${paragraphs.map(paragraph)}
${rows.length > 0 ? html`<table>${rows}</table>` : ''}
${
  action
    ? html`<p><a href="${action.url}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0b5394;color:#ffffff">${action.label}</a></p>
<p style="font-size:13px;word-break:break-all">${action.url}</p>`
    : ''
}
${notes.map((note) => html`<p style="font-size:13px;color:#57606a">${note}</p>\n`)}
<hr style="border:0;border-top:1px solid #d0d7de">
<p style="font-size:13px;color:#57606a">${publisher.name}<br>${publisher.addressLines.join(', ')}<br>${publisher.phone}, ${publisher.email}</p>
</div>
</body>
</html>`)
}
