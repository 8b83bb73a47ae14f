import { Check, Column, Entity, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import type { AttestedSource } from './monitoring-attestation.type.js'

/** What the sources of the monitored sections had said by a moment: kept once for all attestations that rest on it. */
@Entity('source_states')
@Check('source_states_sha256_is_hex', `sha256 ~ '^[0-9a-f]{64}$'`)
@Check('source_states_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('source_states_sources_is_array', `jsonb_typeof(sources) = 'array'`)
export class SourceState {
  @PrimaryColumn('text')
  sha256!: string

  @Column('text')
  mode!: Mode

  @Column('jsonb')
  sources!: AttestedSource[]

  @Column('timestamp with time zone', { name: 'seen_at' })
  seenAt!: Date
}
