import { Field, ObjectType, registerEnumType } from 'type-graphql'
import type { Mode } from '../../auth/actor.js'
import { enumOf } from '../../graphql/enums.js'
import { ModeEnum } from '../../graphql/mode.js'
import { DateTime } from '../../graphql/scalars.js'
import { DOCUMENT_MATCHES, type DocumentMatch } from './document.verification.js'

const DocumentMatchEnum = enumOf(DOCUMENT_MATCHES)
registerEnumType(DocumentMatchEnum, {
  name: 'DocumentMatch',
  description: 'What a SHA-256 is of.',
  valuesConfig: {
    FILE: { description: 'The official PDF file of the document, byte for byte: that file is genuine.' },
    CONTENT: {
      description:
        'The content of the document: `Profile.contentSha256`, or the attached `profile.json`, as the PDF itself prints them. What else stands in a file that shows this fingerprint it cannot tell.',
    },
    NOTHING: { description: 'Neither: the file was altered, or is another document.' },
  },
})

const DOCUMENT_STANDINGS = ['CURRENT', 'SUPERSEDED'] as const
type DocumentStanding = (typeof DOCUMENT_STANDINGS)[number]
const DocumentStandingEnum = enumOf(DOCUMENT_STANDINGS)
registerEnumType(DocumentStandingEnum, {
  name: 'DocumentStanding',
  description:
    'Whether a document is the last word. Take a value that you do not know for "not to be relied on": one for documents that were withdrawn may come.',
  valuesConfig: {
    CURRENT: {
      description: 'Its organization has no newer document of the same clinician and product with other content.',
    },
    SUPERSEDED: { description: 'It has one: `supersededBy`. This one is still genuine, and holds as of its own time.' },
  },
})

@ObjectType({
  description:
    'What anybody may know of a document that was issued: nothing about whom it is of, or for which organization.',
})
export class DocumentVerification {
  @Field(() => String, { description: '`PD-` and ten digits, as printed on every page.' })
  documentNumber!: string

  @Field(() => ModeEnum, { description: 'A document of TEST mode is fictional, and no evidence of anything.' })
  mode!: Mode

  @Field(() => DateTime, { description: 'When it was issued: the moment of which its content holds.' })
  asOf!: Date

  @Field(() => DocumentMatchEnum, {
    nullable: true,
    description: 'What the SHA-256 that was asked about is of; null when none was given.',
  })
  matches!: DocumentMatch | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the file with the SHA-256 that was asked about is the official one: true for FILE, false for CONTENT and NOTHING; null when none was given.',
  })
  genuine!: boolean | null

  @Field(() => DocumentStandingEnum, { description: 'Whether a newer document with other content replaced it.' })
  standing!: DocumentStanding

  @Field(() => String, {
    nullable: true,
    description:
      'Number of the newest document of the same organization, clinician and product, if its content differs; null otherwise.',
  })
  supersededBy!: string | null
}
