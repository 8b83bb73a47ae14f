import { html, type SafeHtml } from '../kernel/html.js'
import { MAILBOX_STYLES } from '../mail/mailbox.page.js'
import { MAX_VERIFIED_BYTES } from './verify.upload.js'

/** The look of the mailbox, with forms for one thumb and verdicts that words, not colors, tell apart. */
export const VERIFY_STYLES = `${MAILBOX_STYLES}
main { max-width: 44rem; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input { width: 100%; font: inherit; padding: .5rem .625rem; color: inherit; background: var(--ground);
  border: 1px solid var(--quiet); border-radius: .25rem; }
input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { font: inherit; font-weight: 600; margin-top: 1rem; min-height: 2.75rem; padding: .5rem 1.25rem;
  border: 0; border-radius: .25rem; background: var(--accent); color: var(--ground); cursor: pointer; }
code { overflow-wrap: anywhere; }
.hint { color: var(--quiet); margin: .25rem 0; }
[role=status], [role=alert] { border: 2px solid currentcolor; border-radius: .25rem; padding: .25rem 1rem; margin: 1rem 0; }
[role=alert] { border-style: double; border-width: 4px; }
`

/** A page of verification, complete. */
export function verifyPage(title: string, content: SafeHtml): SafeHtml {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – Verify a profile document</title>
<link rel="stylesheet" href="/verify/verify.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><p><a href="/verify">Verification of profile documents</a></p></header>
<main id="content">
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`
}

/** Sends a file to `action` to be checked. */
export function fileForm(action: string): SafeHtml {
  return html`<form method="post" action="${action}" enctype="multipart/form-data">
<label for="file">PDF file</label>
<p class="hint" id="file-hint">At most ${MAX_VERIFIED_BYTES / 1024 / 1024} MB. The file is compared and not kept.</p>
<input id="file" name="file" type="file" accept="application/pdf,.pdf" aria-describedby="file-hint" required>
<button type="submit">Check the file</button>
</form>`
}
