import { html, type SafeHtml } from '../kernel/html.js'
import { pageOf } from '../kernel/page.js'
import { MAX_VERIFIED_BYTES } from './verify.upload.js'

/** A page of verification, complete. */
export function verifyPage(title: string, content: SafeHtml): SafeHtml {
  return pageOf({ title, narrow: true, content: html`<h1>${title}</h1>\n${content}` })
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
