import { html } from '../kernel/html.js'
import type { EmailChangeService } from '../people/email-change.service.js'
import { formHtml } from './account-pages.html.js'
import { type AccountPage, orProblems, type PageAnswer } from './account-pages.js'
import { goneAnswer } from './password-reset.pages.js'
import { requestInfo } from './server.js'

/** `/email-change/:token`: where the link to a new address leads. */
export function emailChangePage(changes: EmailChangeService): AccountPage {
  return {
    path: '/email-change/:token',
    async show({ token }) {
      const link = await changes.find(token)
      return link === null || link.newEmail === null ? gonePage() : confirmPage(link.email, link.newEmail)
    },
    submit: async ({ token, request }) =>
      await orProblems(async () => donePage(await changes.confirm(requestInfo(request), token)), gonePage),
  }
}

function confirmPage(email: string, newEmail: string): PageAnswer {
  return {
    status: 200,
    title: 'Confirm your new e-mail address',
    content: html`<p>The account that signs in as <strong>${email}</strong> will sign in as <strong>${newEmail}</strong>
from now on, and get its e-mails there. Wherever you are signed in, you sign in again.</p>
${formHtml({ fields: [], submit: 'Confirm the new address' })}`,
  }
}

function donePage(email: string): PageAnswer {
  return {
    status: 200,
    title: 'Your e-mail address was changed',
    content: html`<p role="status">From now on, sign in as <strong>${email}</strong>; the password is the same.</p>`,
  }
}

function gonePage(): PageAnswer {
  return goneAnswer(html`<p>Your account has the address that it had. Sign in with that one, and ask for the change again;
an address that another account has cannot be taken.</p>`)
}
