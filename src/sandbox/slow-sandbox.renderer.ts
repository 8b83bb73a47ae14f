import { setTimeout as sleep } from 'node:timers/promises'
import type { ProfileDocument } from '../profiles/profile.document.js'
import type { ProfileRenderer } from '../profiles/rendering/profile.renderer.js'
import { SLOW_PHYSICIAN_NPI } from './sandbox.physicians.js'

/** How long a PDF of the slow clinician takes beside what every one takes. */
export const SLOW_PDF_MS = 10_000

/** Renders as the renderer within does, and documents of one clinician of the sandbox slowly. No thread waits. */
export class SlowSandboxRenderer implements ProfileRenderer {
  constructor(
    private readonly renderer: ProfileRenderer,
    private readonly pause: (ms: number) => Promise<unknown> = sleep,
  ) {}

  get atOnce(): number {
    return this.renderer.atOnce
  }

  async render(document: ProfileDocument): Promise<Uint8Array> {
    if (isSlow(document)) await this.pause(SLOW_PDF_MS)
    return await this.renderer.render(document)
  }
}

function isSlow({ header, content }: ProfileDocument): boolean {
  return (
    header.mode === 'TEST' &&
    (content.sections.NPI?.elements ?? []).some(({ value }) => value.number === SLOW_PHYSICIAN_NPI)
  )
}
