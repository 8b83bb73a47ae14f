import type { LinkPurpose, SignedLinks } from '../files/signed-link.js'

/** Addresses to which a file is sent: of an upload, for its organization and whoever asked. */
export const UPLOAD_LINK: LinkPurpose<'organization' | 'actor'> = {
  name: 'upload',
  path: 'uploads',
  claims: ['organization', 'actor'],
}

/** Signs and checks them. */
export type UploadLinks = SignedLinks<'organization' | 'actor'>
