import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Database } from '../db/database.js'
import { pagePolicy } from '../kernel/page.policy.js'
import { emailPage, listPage, notFoundPage } from './mailbox.page.js'
import { mailboxEmail, mailboxPage } from './mailbox.queries.js'

const PAGE_SIZE = 50

const PAGE_POLICY = pagePolicy({ 'frame-src': "'self'" })

/** E-mails style themselves inline; nothing of them may run, load or lead anywhere. */
const EMAIL_POLICY = pagePolicy({
  'style-src': "'unsafe-inline'",
  'img-src': "'none'",
  'frame-ancestors': "'self'",
  sandbox: '',
})

/**
 * Pages that show every e-mail that the gateway wrote: for development, never for production, for they ask for no
 * sign-in.
 */
export function registerMailbox(app: FastifyInstance, database: Database): void {
  app.get<{ Querystring: { before?: unknown } }>('/mailbox', async (request, reply) => {
    const { before } = request.query
    const beforeId = typeof before === 'string' ? before : null
    const lines = await mailboxPage(database, beforeId, PAGE_SIZE + 1)
    return await sendPage(reply, 200, listPage(lines.slice(0, PAGE_SIZE), lines.length > PAGE_SIZE, beforeId !== null))
  })

  app.get<{ Params: { id: string } }>('/mailbox/:id', async (request, reply) => {
    const email = await mailboxEmail(database, request.params.id)
    return email === null ? await sendPage(reply, 404, notFoundPage()) : await sendPage(reply, 200, emailPage(email))
  })

  app.get<{ Params: { id: string } }>('/mailbox/:id/html', async (request, reply) => {
    const email = await mailboxEmail(database, request.params.id)
    if (email === null) return await sendPage(reply, 404, notFoundPage())
    return await send(reply, 200, email.html, EMAIL_POLICY)
  })
}

async function sendPage(reply: FastifyReply, status: number, html: string): Promise<FastifyReply> {
  return await send(reply, status, html, PAGE_POLICY)
}

async function send(reply: FastifyReply, status: number, html: string, policy: string): Promise<FastifyReply> {
  return await reply.code(status).type('text/html; charset=utf-8').header('content-security-policy', policy).send(html)
}
