import type { FastifyInstance } from 'fastify'
import type { Reader } from '../db/database.js'
import { html, type SafeHtml } from '../kernel/html.js'
import { MAILBOX_STYLES } from '../mail/mailbox.page.js'
import { type DocumentVerification, verifyDocument } from '../profiles/document.verification.js'

const PAGE_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** `GET /verify/:documentNumber`: where the link and the QR code of every PDF lead. For everybody; needs no script. */
export function registerVerification(app: FastifyInstance, reader: Reader): void {
  app.get('/verify/verify.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(MAILBOX_STYLES))
  app.get<{ Params: { documentNumber: string }; Querystring: { sha256?: unknown } }>(
    '/verify/:documentNumber',
    async (request, reply) => {
      const { sha256 } = request.query
      const given = typeof sha256 === 'string' && sha256.trim() !== '' ? sha256.trim() : null
      const { documentNumber } = request.params
      const document = await verifyDocument(reader, documentNumber, given)
      return reply
        .code(document === null ? 404 : 200)
        .type('text/html; charset=utf-8')
        .header('content-security-policy', PAGE_POLICY)
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-store')
        .send(document === null ? unknownPage(documentNumber) : documentPage(document))
    },
  )
}

function documentPage({ documentNumber, mode, asOf, genuine }: DocumentVerification): string {
  const issued =
    mode === 'TEST' ? 'was issued in test mode: it is fictional and no evidence of anything' : 'is one of ours'
  return page(html`<h1>Document ${documentNumber}</h1>
<p>A document with this number ${issued}. It holds as of <time datetime="${asOf.toISOString()}">${asOf.toUTCString()}</time>.</p>
${genuine === null ? '' : verdict(genuine)}
<h2>Is my copy genuine?</h2>
<form method="get">
<p><label for="sha256">SHA-256 of your PDF file, 64 hexadecimal digits</label></p>
<p><input id="sha256" name="sha256" size="66" maxlength="64" pattern="[0-9A-Fa-f]{64}" autocomplete="off" spellcheck="false" required></p>
<p><button type="submit">Compare</button></p>
</form>
<p>To compute it: <code>sha256sum FILE.pdf</code> on Linux, <code>shasum -a 256 FILE.pdf</code> on macOS,
<code>certutil -hashfile FILE.pdf SHA256</code> on Windows.</p>`)
}

function verdict(genuine: boolean): SafeHtml {
  return genuine
    ? html`<p role="status"><strong>Genuine:</strong> your copy is the official document, unchanged.</p>`
    : html`<p role="status"><strong>Not genuine:</strong> the official document has another SHA-256. Your copy was altered, or is not this document.</p>`
}

function unknownPage(documentNumber: string): string {
  return page(html`<h1>No such document</h1>
<p>No document with the number “${documentNumber}” was issued here. A document number is PD- and ten digits.</p>`)
}

function page(main: SafeHtml): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Verify a profile document</title>
<link rel="stylesheet" href="/verify/verify.css">
</head>
<body>
<header><p>Verification of profile documents</p></header>
<main>
${main}
</main>
</body>
</html>`)
}
