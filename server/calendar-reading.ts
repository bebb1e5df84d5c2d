import type { CalendarTrouble } from '../contract/calendars.ts'
import type { Instant, Interval } from '../domain/time/interval.ts'

/** A calendar that somebody has elsewhere, and how to enter. Sealed in the database, never logged, never shown. */
export interface CalendarAddress {
  readonly kind: 'ics' | 'caldav'
  readonly address: string
  readonly username: string | null
  readonly password: string | null
}

/** One thing in a calendar, by a digest of what the calendar calls it, and when it takes time. */
export interface BusyItem {
  readonly item: string
  readonly etag: string
  readonly busy: readonly Interval[]
}

/** What the next read needs to know of this one. Sealed too: addresses and marks of a server may name people. */
export interface CalendarState {
  /** Recurring events are laid out until then; a read that is nearer to the end begins anew. */
  readonly expandedUntil: Instant
  /** Of hours without one, which change when the professional moves. */
  readonly zone: string
  readonly ics?: IcsMarks
  readonly collections?: readonly CollectionState[]
}

export interface IcsMarks {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
  readonly digest: string
}

/** A calendar of a CalDAV account. `etags` are those of its items, where the server keeps no history. */
export interface CollectionState {
  readonly url: string
  readonly syncToken?: string | undefined
  readonly ctag?: string | undefined
  readonly etags?: Readonly<Record<string, string>> | undefined
}

export interface CalendarChanges {
  readonly state: CalendarState
  readonly items: readonly BusyItem[]
  /** Items that are no longer there. */
  readonly gone: readonly string[]
  /** Whether `items` are all there are. */
  readonly isWhole: boolean
}

/** What a read brought: changes since the last one, or why it failed. */
export type CalendarReading = CalendarChanges | { readonly trouble: CalendarTrouble }
