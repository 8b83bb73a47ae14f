import type { LinkPurpose, SignedLinks } from '../../files/signed-link.js'

/** Links to official PDFs: of a delivery, for its organization. */
export const PROFILE_DOWNLOAD: LinkPurpose<'organization'> = {
  name: 'profile-download',
  path: 'downloads',
  claims: ['organization'],
}

/** Signs and checks them. */
export type DownloadLinks = SignedLinks<'organization'>
