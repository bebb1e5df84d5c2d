import { sql } from 'kysely'
import type { Tx } from './within.ts'

/** What changed, for the open screens: never an identity. Sent at the commit, and only then. */
export interface Announced {
  readonly territoryId: string
  readonly topic: 'request' | 'agenda' | 'indicators'
  readonly subject: string
  /** Whose agenda it touches: their screens hear it too, whatever territory they work in. */
  readonly practitionerIds?: readonly string[]
}

export async function announce(tx: Tx, news: Announced): Promise<void> {
  await sql`select pg_notify('announced', ${JSON.stringify(news)})`.execute(tx)
}
