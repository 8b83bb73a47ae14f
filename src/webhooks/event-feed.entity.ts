import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** How far all feeds have come: one row, whose lock lets one process at a time place events. */
@Entity('event_feed')
@Check('event_feed_alone', `id = 'all'`)
@Check('event_feed_in_order', '0 <= swept_through and swept_through <= placed_through')
export class EventFeed {
  @PrimaryColumn('text')
  id!: 'all'

  @Column('bigint', { name: 'placed_through' })
  placedThrough!: number

  /** Up to here some are deleted, for their age. */
  @Column('bigint', { name: 'swept_through' })
  sweptThrough!: number
}
