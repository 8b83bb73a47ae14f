import { html, type SafeHtml } from '../kernel/html.js'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../people/password.js'
import type { PasswordService } from '../people/password.service.js'
import type { PasswordResetService } from '../people/password-reset.service.js'
import { type FormField, formHtml } from './account-pages.html.js'
import { type AccountPage, orProblems, type PageAnswer } from './account-pages.js'
import { requestInfo } from './server.js'

/** Longest e-mail address (RFC 5321, 4.5.3.1). */
const MAX_EMAIL_LENGTH = 254

const TITLE = 'Set a new password'

/** `/password-reset`, where a letter is asked for, and `/password-reset/:token`, where its link leads. */
export function passwordResetPages(passwords: PasswordService, resets: PasswordResetService): AccountPage[] {
  const ask: AccountPage = {
    path: '/password-reset',
    show: async () => askPage('', null),
    submit: async ({ typed, request }) =>
      await orProblems(
        async () => {
          await resets.request(requestInfo(request), typed('email'))
          return askedPage(resets.linkMinutes)
        },
        () => askPage(typed('email'), 'Enter an e-mail address, such as name@hospital.example.'),
      ),
  }
  const set: AccountPage = {
    path: '/password-reset/:token',
    async show({ token }) {
      const holder = await passwords.findReset(token)
      return holder === null ? gonePage() : setPage(holder.email, {})
    },
    async submit({ token, typed, request }) {
      const holder = await passwords.findReset(token)
      if (holder === null) return gonePage()
      const newPassword = typed('password')
      if (newPassword !== typed('repeated')) return setPage(holder.email, { repeated: NOT_REPEATED })
      return await orProblems(
        async () => donePage(await passwords.reset(requestInfo(request), { token, newPassword })),
        ([problem]) =>
          problem?.code === 'WEAK_PASSWORD' ? setPage(holder.email, { password: problem.message }) : gonePage(),
      )
    },
  }
  return [ask, set]
}

/** Said of two passwords that are not the same. */
export const NOT_REPEATED = 'The two passwords are not the same: enter the new one again, twice.'

/** The fields in which a password is made up, for the person with this user name. */
export function newPasswordFields(problems: { password?: string; repeated?: string }): FormField[] {
  const common = { type: 'password', autocomplete: 'new-password', maxLength: MAX_PASSWORD_LENGTH } as const
  return [
    {
      ...common,
      name: 'password',
      label: 'New password',
      hint: `At least ${MIN_PASSWORD_LENGTH} characters; blanks are welcome. Several words that nobody would guess make a good one.`,
      ...(problems.password !== undefined && { problem: problems.password }),
    },
    {
      ...common,
      name: 'repeated',
      label: 'New password, once more',
      ...(problems.repeated !== undefined && { problem: problems.repeated }),
    },
  ]
}

/** The user name, for whoever reads and for the password manager that keeps it beside the new password. */
export function userNameField(email: string): FormField {
  return {
    name: 'username',
    label: 'User name',
    type: 'email',
    autocomplete: 'username',
    value: email,
    readonly: true,
    maxLength: MAX_EMAIL_LENGTH,
  }
}

function askPage(typed: string, problem: string | null): PageAnswer {
  const email: FormField = {
    name: 'email',
    label: 'E-mail address',
    type: 'email',
    autocomplete: 'username',
    value: typed,
    maxLength: MAX_EMAIL_LENGTH,
    ...(problem !== null && { problem }),
  }
  const content = html`<p>Your user name is your e-mail address. If there is an account with it, you get an e-mail with a link.</p>
${formHtml({ fields: [email], submit: 'Send the link' })}`
  return { status: problem === null ? 200 : 422, title: TITLE, content }
}

function askedPage(minutes: number): PageAnswer {
  return {
    status: 200,
    title: 'Look into your mailbox',
    content: html`<p role="status">If there is an account with this address, an e-mail with a link is on its way.
The link works once, for ${minutes} minutes. If nothing comes, look among the unwanted e-mails, or try another address.</p>`,
  }
}

function setPage(email: string, problems: { password?: string; repeated?: string }): PageAnswer {
  const wrong = problems.password !== undefined || problems.repeated !== undefined
  const form = { fields: [userNameField(email), ...newPasswordFields(problems)], submit: 'Set the password' }
  return { status: wrong ? 422 : 200, title: TITLE, content: formHtml(form) }
}

function donePage(email: string): PageAnswer {
  return {
    status: 200,
    title: 'Your password is set',
    content: html`<p role="status">Sign in as <strong>${email}</strong> with the new password.
Wherever you were signed in, you are not any more.</p>`,
  }
}

function gonePage(): PageAnswer {
  return goneAnswer(html`<p>To set a password, <a href="/password-reset">ask for a new link</a>.</p>`)
}

/** For a link that opens nothing: why that may be, and what to do now. */
export function goneAnswer(whatNow: SafeHtml): PageAnswer {
  return {
    status: 410,
    title: 'This link does not work any more',
    content: html`<p>It was used, has expired, or was replaced by a newer one: only the link of the newest e-mail works, and only once.</p>
${whatNow}`,
  }
}
