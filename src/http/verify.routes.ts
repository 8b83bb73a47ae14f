import type { FastifyInstance } from 'fastify'
import type { Reader } from '../db/database.js'
import { html, type SafeHtml } from '../kernel/html.js'
import { MAILBOX_STYLES } from '../mail/mailbox.page.js'
import { type DocumentVerification, isSha256, verifyDocument } from '../profiles/document.verification.js'

const PAGE_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** `GET /verify/:documentNumber`: where the link and the QR code of every PDF lead. For everybody; needs no script. */
export function registerVerification(app: FastifyInstance, reader: Reader): void {
  app.get('/verify/verify.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(MAILBOX_STYLES))
  app.get<{ Params: { documentNumber: string }; Querystring: { sha256?: unknown } }>(
    '/verify/:documentNumber',
    async (request, reply) => {
      const { sha256 } = request.query
      const given = typeof sha256 === 'string' && sha256.trim() !== '' ? sha256.trim() : null
      const malformed = given !== null && !isSha256(given)
      const { documentNumber } = request.params
      const document = await verifyDocument(reader, documentNumber, malformed ? null : given)
      return reply
        .code(document === null ? 404 : 200)
        .type('text/html; charset=utf-8')
        .header('content-security-policy', PAGE_POLICY)
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-store')
        .send(document === null ? unknownPage(documentNumber) : documentPage(document, malformed))
    },
  )
}

function documentPage({ documentNumber, mode, asOf, matches }: DocumentVerification, malformed: boolean): string {
  const issued =
    mode === 'TEST' ? 'was issued in test mode: it is fictional and no evidence of anything' : 'is one of ours'
  return page(html`<h1>Document ${documentNumber}</h1>
<p>A document with this number ${issued}. It holds as of <time datetime="${asOf.toISOString()}">${asOf.toUTCString()}</time>.</p>
${matches === null ? '' : html`<p role="status">${VERDICTS[matches]}</p>`}
<h2>Is my copy genuine?</h2>
<form method="get">
<p><label for="sha256">SHA-256 of your PDF file, or the fingerprint of the content that is printed in it</label></p>
${malformed ? html`<p role="alert" id="wrong">That is not a SHA-256: expected 64 hexadecimal digits.</p>` : ''}
<p><input id="sha256" name="sha256" size="66" maxlength="64" pattern="[0-9A-Fa-f]{64}" autocomplete="off" spellcheck="false" required></p>
<p><button type="submit">Compare</button></p>
</form>
<p>To compute it: <code>sha256sum FILE.pdf</code> on Linux, <code>shasum -a 256 FILE.pdf</code> on macOS,
<code>certutil -hashfile FILE.pdf SHA256</code> on Windows.</p>`)
}

const VERDICTS: Readonly<Record<NonNullable<DocumentVerification['matches']>, SafeHtml>> = {
  FILE: html`<strong>Genuine:</strong> your file is the official document, unchanged.`,
  CONTENT: html`<strong>The fingerprint is right:</strong> it is that of the content of this document. Whether the rest of
your file is unchanged, only the SHA-256 of the file itself can tell.`,
  NOTHING: html`<strong>Not genuine:</strong> neither the official file nor its content has this SHA-256. Your copy was
altered, or is another document.`,
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
