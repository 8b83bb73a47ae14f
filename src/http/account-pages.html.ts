import { html, type SafeHtml } from '../kernel/html.js'
import { MAILBOX_STYLES } from '../mail/mailbox.page.js'

/** The look of the pages behind mailed links: that of the other pages, and forms that can be used with one thumb. */
export const ACCOUNT_PAGE_STYLES = `${MAILBOX_STYLES}
main { max-width: 34rem; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input { width: 100%; font: inherit; padding: .5rem .625rem; color: inherit; background: var(--ground);
  border: 1px solid var(--quiet); border-radius: .25rem; }
input[readonly] { border-style: dashed; }
input[aria-invalid] { border: 2px solid var(--wrong); }
input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { font: inherit; font-weight: 600; margin-top: 1.5rem; min-height: 2.75rem; padding: .5rem 1.25rem;
  border: 0; border-radius: .25rem; background: var(--accent); color: var(--ground); cursor: pointer; }
.hint { color: var(--quiet); margin: .25rem 0; }
.wrong { color: var(--wrong); margin: .25rem 0; }
[role=alert] { border-left: .25rem solid var(--wrong); padding: .25rem .75rem; margin: 0 0 1rem; }
:root { --wrong: #a4161a; }
@media (prefers-color-scheme: dark) { :root { --wrong: #ff9b9b; } }
`

/** One field of a form. */
export interface FormField {
  name: string
  label: string
  type: 'email' | 'password' | 'text'
  /** By the names of the HTML standard, section 4.10.18.7: password managers go by it. */
  autocomplete: string
  /** What was typed before; never of a password. */
  value?: string
  hint?: string
  /** What is wrong with what was typed. */
  problem?: string
  readonly?: boolean
  maxLength: number
}

/** A form that posts to where it stands. */
export interface PageForm {
  fields: readonly FormField[]
  submit: string
}

/** A page of the account, complete. */
export function accountPage(title: string, content: SafeHtml): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/account-pages.css">
</head>
<body>
<header><p>Your account</p></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`)
}

/** The form, with what was wrong told first, so that it is read out, and again at each field. */
export function formHtml({ fields, submit }: PageForm, problem: string | null = null): SafeHtml {
  const problems = fields.flatMap((field) => (field.problem === undefined ? [] : [field]))
  const summary = problem !== null || problems.length > 0
  return html`${
    summary
      ? html`<div role="alert">${problem === null ? '' : html`<p>${problem}</p>`}${problems.map(
          (field) => html`<p><a href="#${field.name}">${field.label}</a>: ${field.problem ?? ''}</p>`,
        )}</div>
`
      : ''
  }<form method="post" novalidate>
${fields.map(fieldHtml)}<button type="submit">${submit}</button>
</form>`
}

function fieldHtml({
  name,
  label,
  type,
  autocomplete,
  value,
  hint,
  problem,
  readonly,
  maxLength,
}: FormField): SafeHtml {
  const described = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(problem === undefined ? [] : [`${name}-wrong`]),
  ]
  return html`<label for="${name}">${label}</label>
${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>\n`}${
  problem === undefined ? '' : html`<p class="wrong" id="${name}-wrong">${problem}</p>\n`
}<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${maxLength}"${
    value === undefined || type === 'password' ? '' : html` value="${value}"`
  }${described.length === 0 ? '' : html` aria-describedby="${described.join(' ')}"`}${
    problem === undefined ? '' : html` aria-invalid="true"`
  }${readonly === true ? html` readonly` : html` required`}${
    type === 'text' ? '' : html` autocapitalize="none" spellcheck="false"`
  }>
`
}
