import { html, type SafeHtml } from '../kernel/html.js'
import type { SignatureState } from '../profiles/signing/signature.inspection.js'
import type {
  DocumentFacts,
  DocumentMatch,
  DocumentVerification,
} from '../profiles/verification/document.verification.js'
import type { FileVerdict, FileVerification } from '../profiles/verification/file.verification.js'
import { fileForm, verifyPage } from './verify.html.js'

/** Where whoever has only a number or only a file begins. */
export function startPage(): SafeHtml {
  return verifyPage(
    'Verify a profile document',
    html`<p>Whether a document was issued here, and whether your copy is the official one, anybody may know.</p>
<h2>By its file</h2>
${fileForm('/verify')}
<h2>By its number</h2>
<form method="get" action="/verify">
<label for="documentNumber">Document number</label>
<p class="hint" id="number-hint">PD- and ten digits; it stands on every page of the document.</p>
<input id="documentNumber" name="documentNumber" maxlength="13" pattern="PD-[0-9]{10}" autocomplete="off" spellcheck="false" aria-describedby="number-hint" required>
<button type="submit">Look it up</button>
</form>`,
  )
}

/** What is known of a document, and of the SHA-256 that was given, with ways to check a copy. */
export function documentPage(document: DocumentVerification, malformed: boolean): SafeHtml {
  const { documentNumber, matches } = document
  return verifyPage(
    `Document ${documentNumber}`,
    html`${factsHtml(document)}
${matches === null ? '' : html`<div role="status"><p>${MATCHES[matches]}</p></div>`}
<h2>Is my copy genuine?</h2>
${fileForm(`/verify/${documentNumber}`)}
<h2>Without sending the file</h2>
<form method="get" action="/verify/${documentNumber}">
<label for="sha256">SHA-256 of your PDF file, or a fingerprint that is printed in it</label>
${malformed ? html`<div role="alert" id="wrong"><p>That is not a SHA-256: expected 64 hexadecimal digits.</p></div>` : ''}
<input id="sha256" name="sha256" maxlength="64" pattern="[0-9A-Fa-f]{64}" autocomplete="off" spellcheck="false"${
      malformed ? html` aria-invalid="true" aria-describedby="wrong"` : ''
    } required>
<button type="submit">Compare</button>
</form>
<p>To compute it: <code>sha256sum FILE.pdf</code> on Linux, <code>shasum -a 256 FILE.pdf</code> on macOS,
<code>certutil -hashfile FILE.pdf SHA256</code> on Windows.</p>`,
  )
}

/** What a file is found to be. */
export function filePage({ verdict, document, sha256, signature }: FileVerification): SafeHtml {
  const number = document?.documentNumber ?? ''
  return verifyPage(
    VERDICT_TITLES[verdict],
    html`<div role="${verdict === 'GENUINE' ? 'status' : 'alert'}"><p>${verdictHtml(verdict, number)}</p></div>
${document === null ? '' : factsHtml(document)}
<h2>What was found in the file</h2>
<dl>
<dt>Signature</dt><dd>${SIGNATURES[signature.state]}</dd>
${signature.certificateSha256 === null ? '' : html`<dt>Certificate</dt><dd><code>${signature.certificateSha256}</code> (SHA-256)</dd>`}
<dt>SHA-256</dt><dd><code>${sha256}</code></dd>
</dl>
<p><a href="/verify">Check another document</a></p>`,
  )
}

/** That no document has the number; it is shown as it was asked for. */
export function unknownPage(documentNumber: string): SafeHtml {
  return verifyPage(
    'No such document',
    html`<p>No document with the number “${documentNumber}” was issued here. A document number is PD- and ten digits.</p>
<p><a href="/verify">Check another document</a></p>`,
  )
}

/** What kept a question from being answered. */
export function problemPage(message: string): SafeHtml {
  return verifyPage(
    'That could not be checked',
    html`<div role="alert"><p>Nothing was checked: ${message}.</p></div>
<p><a href="/verify">Back to the beginning</a></p>`,
  )
}

function factsHtml({ documentNumber, mode, asOf, supersededBy }: DocumentFacts): SafeHtml {
  const issued =
    mode === 'TEST' ? 'was issued in test mode: it is fictional and no evidence of anything' : 'is one of ours'
  return html`<p>A document with the number ${documentNumber} ${issued}. It holds as of <time datetime="${asOf.toISOString()}">${asOf.toUTCString()}</time>.</p>
${
  supersededBy === null
    ? ''
    : html`<p><strong>Superseded:</strong> whoever asked for it has a newer document with other content, <a href="/verify/${supersededBy}">${supersededBy}</a>.</p>`
}`
}

const MATCHES: Readonly<Record<DocumentMatch, SafeHtml>> = {
  FILE: html`<strong>Genuine:</strong> your file is the official document, unchanged.`,
  CONTENT: html`<strong>The fingerprint is right:</strong> it is that of the content of this document. Whether the rest of
your file is unchanged, only the file itself, or its SHA-256, can tell.`,
  NOTHING: html`<strong>Not genuine:</strong> neither the official file nor its content has this SHA-256. Your copy was
altered, or is another document.`,
}

const VERDICT_TITLES: Readonly<Record<FileVerdict, string>> = {
  GENUINE: 'Genuine',
  OTHER_DOCUMENT: 'Another document',
  ALTERED: 'Not genuine',
  UNKNOWN: 'Unknown file',
}

function verdictHtml(verdict: FileVerdict, number: string): SafeHtml {
  if (verdict === 'GENUINE')
    return html`<strong>Genuine:</strong> your file is the official document ${number}, unchanged.`
  if (verdict === 'OTHER_DOCUMENT') {
    return html`<strong>Another document:</strong> your file is official, but it is document ${number}, not the one that you asked about.`
  }
  if (verdict === 'UNKNOWN') {
    return html`<strong>Unknown:</strong> your file is no official document, and nothing in it says that it was issued here.`
  }
  const claimed = number === '' ? 'an official document' : `the official document ${number}`
  return html`<strong>Not genuine:</strong> your file is not ${claimed} as it was issued. It was altered, or is another file.`
}

const SIGNATURES: Readonly<Record<SignatureState, string>> = {
  NONE: 'It has no digital signature.',
  BROKEN: 'Its digital signature does not fit the file, or cannot be read: the file was changed after it was signed.',
  APPENDED: 'The part that was signed is unchanged, but something was added to the file after it was signed.',
  FOREIGN: 'The file is unchanged since it was signed, but by somebody else: the certificate is not one of ours.',
  OURS: 'The file fits its digital signature, which is ours.',
}
