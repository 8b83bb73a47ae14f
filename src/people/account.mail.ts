import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import type { Publisher } from '../kernel/publisher.js'
import type { EmailKind } from '../mail/email.entity.js'
import { queueEmail } from '../mail/email.outbox.js'
import { type Letter, renderLetter } from '../mail/letter.js'

/** What a notice tells a person to do who knows nothing of what it says. */
function alarm({ email, phone }: Publisher): string {
  return `If that was not you, write to ${email} or call ${phone} at once.`
}

const STILL_LINKED =
  'Your account stays linked with the provider named below: whoever it says is you can sign in without the password. If you do not know it, remove the link among the settings of your account.'

/** The letters about a person's own account, each queued in the transaction of what it tells. */
export class AccountMail {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** The user name, and the link to set a new password. */
  async passwordReset(tx: Transaction, to: string, token: string, minutes: number): Promise<void> {
    await this.#send(tx, 'PASSWORD_RESET', to, {
      subject: 'Set a new password',
      paragraphs: ['Somebody, most likely you, asked for a new password. Your user name is your e-mail address.'],
      facts: [['User name', to]],
      action: { label: 'Set a new password', url: `${this.publisher.publicUrl}/password-reset/${token}` },
      notes: [
        `The link works once, for ${minutes} minutes; a newer one replaces it.`,
        'If you did not ask, do nothing: your password stays as it is.',
      ],
    })
  }

  /**
   * That there is another password now, and who else can still say that it is the person; without any link, so that none
   * is expected in such a letter.
   */
  async passwordChanged(tx: Transaction, to: string, linked: readonly { issuer: string }[]): Promise<void> {
    await this.#send(tx, 'PASSWORD_CHANGED', to, {
      subject: 'Your password was changed',
      paragraphs: [
        'The password of your account was changed just now, and every session that was open until then has ended.',
        ...(linked.length === 0 ? [] : [STILL_LINKED]),
        alarm(this.publisher),
      ],
      facts: [['User name', to], ...linked.map(({ issuer }): [string, string] => ['Linked provider', issuer])],
    })
  }

  /** That a session was ended for what looks like a theft; without any link, for the same reason. */
  async sessionEnded(tx: Transaction, to: string): Promise<void> {
    await this.#send(tx, 'SESSION_ENDED', to, {
      subject: 'You were signed out',
      paragraphs: [
        'Somebody used an old token of your session, which only you and your program should have. The session was ended: nothing that belongs to it opens anything any more.',
        'It may have been your own program, repeating itself. If you cannot tell that it was, change your password.',
        alarm(this.publisher),
      ],
      facts: [['User name', to]],
    })
  }

  /** That whoever the provider says it is can sign in without the password from now on. */
  async openIdLinked(tx: Transaction, to: string, issuer: string): Promise<void> {
    await this.#send(tx, 'OPENID_LINKED', to, {
      subject: 'Your account was linked with a sign-in provider',
      paragraphs: [
        'Somebody, most likely you, signed in to your account through a provider that has verified this e-mail address. From now on that provider is enough to sign in; a new password does not change this.',
        'You can remove the link among the settings of your account, with your password.',
        alarm(this.publisher),
      ],
      facts: [
        ['User name', to],
        ['Provider', issuer],
      ],
    })
  }

  /** To the new address: the link that confirms it. */
  async emailChange(tx: Transaction, to: string, token: string, minutes: number): Promise<void> {
    await this.#send(tx, 'EMAIL_CHANGE', to, {
      subject: 'Confirm your new e-mail address',
      paragraphs: [
        'Somebody, most likely you, wants to sign in with this e-mail address from now on.',
        'Your account keeps its old address until you confirm the new one.',
      ],
      action: { label: 'Confirm this address', url: `${this.publisher.publicUrl}/email-change/${token}` },
      notes: [
        `The link works once, for ${minutes} minutes; a newer one replaces it.`,
        'If you know nothing of it, do nothing: nothing is changed then.',
      ],
    })
  }

  /** To the address so far: that another one was asked for. Which one, is not for whoever reads the old mailbox. */
  async emailChangeRequested(tx: Transaction, to: string): Promise<void> {
    await this.#send(tx, 'EMAIL_CHANGE', to, {
      subject: 'Another e-mail address was asked for',
      paragraphs: [
        'Somebody who knows your password asked that your account be given another e-mail address. It stays as it is until the new address is confirmed.',
        alarm(this.publisher),
      ],
    })
  }

  /** To both addresses, apart from each other. */
  async emailChanged(tx: Transaction, from: string, to: string): Promise<void> {
    const subject = 'Your e-mail address was changed'
    await this.#send(tx, 'EMAIL_CHANGED', from, {
      subject,
      paragraphs: ['Your account has another e-mail address now; this one opens it no more.', alarm(this.publisher)],
    })
    await this.#send(tx, 'EMAIL_CHANGED', to, {
      subject,
      paragraphs: ['From now on you sign in with this e-mail address, and other devices were signed out.'],
      facts: [['User name', to]],
    })
  }

  async #send(tx: Transaction, kind: EmailKind, to: string, letter: Letter): Promise<void> {
    const { jobs, clock, publisher } = this
    await queueEmail(tx, jobs, clock, { kind, recipients: [to], ...renderLetter(letter, publisher) })
  }
}
