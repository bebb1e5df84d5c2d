import type { Role } from '../domain/access/roles.ts'
import type { Instant } from '../domain/time/interval.ts'
import type { Cipher } from './cipher.ts'
import type { Scope, Within } from './database/within.ts'

/** What a use case may touch besides its arguments. Tests pass their own database, clock, ids and keys. */
export interface App {
  readonly within: Within
  readonly now: () => Instant
  /** UUID v7, made here and not by the database. */
  readonly newId: () => string
  /** Seals identities; its keys are outside the database. */
  readonly cipher: Cipher
}

/** Whoever is signed in: for which territory, as what, and for which practitioners they act. `actor` is the account. */
export interface Actor extends Scope {
  readonly role: Role
}
