/** Who publishes the profiles: configuration, never code (domain.md, first paragraph). */
export interface Publisher {
  name: string
  addressLines: string[]
  phone: string
  email: string
  /** Public base address of this gateway, without a slash at the end. */
  publicUrl: string
}
