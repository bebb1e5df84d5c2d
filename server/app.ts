import type { Instant } from '../domain/time/interval.ts'
import type { Cipher } from './cipher.ts'
import type { Within } from './database/within.ts'

/** What a use case may touch besides its arguments. Tests pass their own database, clock, ids and keys. */
export interface App {
  readonly within: Within
  readonly now: () => Instant
  /** UUID v7, made here and not by the database. */
  readonly newId: () => string
  /** Seals identities; its keys are outside the database. */
  readonly cipher: Cipher
}
