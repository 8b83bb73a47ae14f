import { defineJob } from '../../jobs/job.definition.js'
import type { ProfilePdfService } from './profile-pdf.service.js'

/** Renders the PDFs of an order's documents ahead of the first download; a download does not wait for it. */
export const RenderProfilePdfs = defineJob<{ documentIds: string[] }>({
  name: 'RenderProfilePdfs',
  retryLimit: 5,
  retryDelaySeconds: 30,
  retryBackoff: true,
  expireInSeconds: 300,
})

/** Safe to run twice, and goes on where it was interrupted: documents that have their PDF are passed over. */
export function renderProfilePdfs(pdfs: ProfilePdfService) {
  return async ({ documentIds }: { documentIds: string[] }, stopping: AbortSignal): Promise<void> => {
    await pdfs.renderAll(documentIds, stopping)
  }
}
