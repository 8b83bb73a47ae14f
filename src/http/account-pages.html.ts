import { html, type SafeHtml } from '../kernel/html.js'
import { pageOf } from '../kernel/page.js'

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
  return pageOf({ title, narrow: true, content: html`<h1>${title}</h1>\n${content}` }).text
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
