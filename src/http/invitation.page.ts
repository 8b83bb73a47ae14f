import type { UserErrorItem } from '../kernel/errors.js'
import { html } from '../kernel/html.js'
import type { InvitationService, InvitationView } from '../organizations/invitation.service.js'
import { MAX_NAME_LENGTH } from '../organizations/organization.rules.js'
import { ROLE_WORDS } from '../organizations/organization.words.js'
import { MAX_PASSWORD_LENGTH } from '../people/password.js'
import { type FormField, formHtml } from './account-pages.html.js'
import { type AccountPage, orProblems, type PageAnswer } from './account-pages.js'
import { goneAnswer, NOT_REPEATED, newPasswordFields, userNameField } from './password-reset.pages.js'
import { requestInfo } from './server.js'

/** What is wrong with what was typed, by field. */
interface Problems {
  fullName?: string
  password?: string
  repeated?: string
}

/**
 * `/invitations/:token`: whoever is new makes the account here; whoever has one proves it by its password, so that an
 * invitation that fell into other hands lets nobody in.
 */
export function invitationPage(invitations: InvitationService): AccountPage {
  return {
    path: '/invitations/:token',
    async show({ token }) {
      const invitation = await invitations.find(token)
      return invitation === null ? gonePage() : formPage(invitation, invitation.fullName, {})
    },
    async submit({ token, typed, request }) {
      const invitation = await invitations.find(token)
      if (invitation === null) return gonePage()
      const [fullName, password] = [typed('fullName'), typed('password')]
      const again = (problems: Problems) => formPage(invitation, fullName, problems)
      if (!invitation.hasAccount && fullName.trim() === '') return again({ fullName: 'Enter your name.' })
      if (!invitation.hasAccount && password !== typed('repeated')) return again({ repeated: NOT_REPEATED })
      return await orProblems(
        async () => {
          const accepted = await invitations.accept({ token, fullName, password }, requestInfo(request))
          return donePage(accepted.organizationName, accepted.email)
        },
        (problems) => (problems.some(({ code }) => code === 'LINK_INVALID') ? gonePage() : again(byField(problems))),
      )
    },
  }
}

function byField(problems: readonly UserErrorItem[]): Problems {
  return Object.fromEntries(
    problems.map(({ code, field, message }) => [
      field[0] ?? 'password',
      code === 'INVALID_CREDENTIALS' ? 'That is not the password of this account.' : message,
    ]),
  )
}

function formPage(invitation: InvitationView, fullName: string, problems: Problems): PageAnswer {
  const { organizationName, roles, email, hasAccount } = invitation
  const fields = hasAccount ? knownPersonFields(problems) : newPersonFields(fullName, problems)
  const intro = hasAccount
    ? html`<p>There is an account with your address. Its password shows that it is yours;
if you do not know it, <a href="/password-reset">set a new one</a> and come back to this link.</p>`
    : html`<p>Make your account: your user name is your e-mail address, the account is yours alone.</p>`
  const content = html`<p>You are invited to <strong>${organizationName}</strong>
as ${roles.map((role) => ROLE_WORDS[role]).join(' and ')}.</p>
${intro}
${formHtml({ fields: [userNameField(email), ...fields], submit: hasAccount ? 'Join' : 'Make the account and join' })}`
  return { status: Object.keys(problems).length > 0 ? 422 : 200, title: 'Your invitation', content }
}

function newPersonFields(fullName: string, problems: Problems): FormField[] {
  const name: FormField = {
    name: 'fullName',
    label: 'Your full name',
    type: 'text',
    autocomplete: 'name',
    value: fullName,
    hint: 'As it shall stand on orders.',
    maxLength: MAX_NAME_LENGTH,
    ...(problems.fullName !== undefined && { problem: problems.fullName }),
  }
  return [name, ...newPasswordFields(problems)]
}

function knownPersonFields(problems: Problems): FormField[] {
  const password: FormField = {
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'current-password',
    maxLength: MAX_PASSWORD_LENGTH,
    ...(problems.password !== undefined && { problem: problems.password }),
  }
  return [password]
}

function donePage(organizationName: string, email: string): PageAnswer {
  return {
    status: 200,
    title: 'Welcome',
    content: html`<p role="status">You belong to <strong>${organizationName}</strong> now. Sign in as <strong>${email}</strong>.</p>`,
  }
}

function gonePage(): PageAnswer {
  return goneAnswer(html`<p>Ask whoever invited you, an administrator of your organization, to send the invitation again.
If you have accepted it already, sign in with your e-mail address.</p>`)
}
