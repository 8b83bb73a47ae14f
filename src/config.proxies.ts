import { isIP } from 'node:net'
import { z } from 'zod'

/** Never simply everybody: the leftmost address of `X-Forwarded-For` is the client's to choose. */
export const TRUSTED_PROXIES = z
  .string()
  .default('false')
  .transform((text) => (text === 'false' ? false : /^\d$/.test(text) ? Number(text) : text.split(/\s*,\s*/)))
  .refine((value) => !Array.isArray(value) || value.every(isAddressRange), {
    message: 'expected false, the number of proxies (1 to 9), or their addresses separated by commas (CIDR allowed)',
  })

function isAddressRange(text: string): boolean {
  const [address = '', bits = '0', ...rest] = text.split('/')
  return isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= 128 && rest.length === 0
}
