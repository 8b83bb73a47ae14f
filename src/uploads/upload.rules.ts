import { UserErrors } from '../kernel/errors.js'
import { isStorableText, oneLine } from '../kernel/text.js'
import type { CreateUploadInput } from './upload.inputs.js'
import { PURPOSE_RULES } from './upload.purposes.js'

const MAX_FILE_NAME_LENGTH = 200
const SHA256 = /^[0-9a-f]{64}$/

/** What is announced of a file, checked. */
export interface AnnouncedFile {
  fileName: string
  contentType: string
  bytes: number
  sha256: string | null
}

/** Checks what a caller says of the file to come. @throws UserErrors INVALID_INPUT, all of them at once */
export function announcedFile(input: CreateUploadInput): AnnouncedFile {
  const rules = PURPOSE_RULES[input.purpose]
  const fileName = oneLine(input.fileName)
  const contentType = mediaTypeOf(input.contentType)
  const sha256 = input.sha256?.toLowerCase() ?? null
  const isOfText = rules.contentTypes.includes('text/csv')
  const wrong = [
    ...(fileName.length >= 1 && fileName.length <= MAX_FILE_NAME_LENGTH && isStorableText(fileName)
      ? []
      : [invalid('fileName', `expected 1 to ${MAX_FILE_NAME_LENGTH} characters, got ${fileName.length}`)]),
    ...(contentType !== null && rules.contentTypes.includes(contentType)
      ? []
      : [invalid('contentType', `expected ${rules.contentTypes.join(' or ')}${isOfText ? ', in UTF-8' : ''}`)]),
    ...(input.bytes >= 1 && input.bytes <= rules.maxBytes
      ? []
      : [invalid('bytes', `expected 1 to ${rules.maxBytes} bytes, got ${input.bytes}`)]),
    ...(sha256 === null || SHA256.test(sha256) ? [] : [invalid('sha256', 'expected 64 hexadecimal digits')]),
  ]
  if (wrong.length > 0) throw new UserErrors(wrong)
  return { fileName, contentType: contentType ?? '', bytes: input.bytes, sha256 }
}

function invalid(field: string, message: string) {
  return { code: 'INVALID_INPUT' as const, field: [field], message }
}

/** A media type in lower case without its parameters; null for one that names another encoding than UTF-8. */
export function mediaTypeOf(header: string): string | null {
  const [type = '', ...parameters] = header.toLowerCase().split(';')
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith('charset='))
  const isUtf8 = charset === undefined || ['charset=utf-8', 'charset="utf-8"'].includes(charset)
  return isUtf8 ? type.trim() : null
}
