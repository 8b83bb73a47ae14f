import type { FastifyInstance } from 'fastify'
import type { InvitationService } from '../organizations/invitation.service.js'
import type { EmailChangeService } from '../people/email-change.service.js'
import type { PasswordService } from '../people/password.service.js'
import type { PasswordResetService } from '../people/password-reset.service.js'
import { registerPages } from './account-pages.js'
import { emailChangePage } from './email-change.page.js'
import { invitationPage } from './invitation.page.js'
import { passwordResetPages } from './password-reset.pages.js'

/** What the pages behind mailed links stand on. */
export interface AccountPageServices {
  passwords: PasswordService
  resets: PasswordResetService
  emailChanges: EmailChangeService
  invitations: InvitationService
}

/** The pages behind mailed links. */
export async function registerAccountPages(app: FastifyInstance, services: AccountPageServices): Promise<void> {
  const { passwords, resets, emailChanges, invitations } = services
  await registerPages(app, [
    ...passwordResetPages(passwords, resets),
    emailChangePage(emailChanges),
    invitationPage(invitations),
  ])
}
