import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './tables.ts'

/** For whom statements run. The database shows the rows of this territory, and no other. */
export interface Scope {
  readonly territoryId: string
  /** Who acts: an account's id, or `clock`, `import`. */
  readonly actor: string
  /** The practitioners for whom the actor acts: their own appointments are theirs to see, whatever the territory. */
  readonly actingFor?: readonly string[] | undefined
}

declare const scoped: unique symbol

/** What a write needs. Only `within` makes one: neither the pool nor a bare transaction is assignable to it. */
export type Tx = Transaction<DB> & { readonly [scoped]: true }

/** What a read needs: a `Tx` that can only select. */
export type Db = Pick<Tx, 'selectFrom' | typeof scoped>

/** Runs `work` in one transaction; what it throws rolls everything back. */
export type Within = <Result>(scope: Scope, work: (tx: Tx) => Promise<Result>) => Promise<Result>

/**
 * Of a `db` whose transactions are begun here: begin and scope travel together, one round trip instead of two. Of two
 * that wait for one another PostgreSQL ends one, which wrote nothing: it is begun again.
 */
export const withinOf =
  (db: Kysely<DB>): Within =>
  async (scope, work) => {
    for (let turn = 1; ; turn++) {
      try {
        return await withinOnce(db, scope, work)
      } catch (error) {
        if (turn === MOST_TURNS || !isDeadlock(error)) throw error
      }
    }
  }

const MOST_TURNS = 3
const isDeadlock = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '40P01'

const withinOnce = <Result>(
  db: Kysely<DB>,
  { territoryId, actingFor = [] }: Scope,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> =>
  db.transaction().execute(async (tx) => {
    const [scope, acting] = [territoryId, `{${actingFor.join(',')}}`].map(pg.escapeLiteral)
    const settings = `set_config('passerelle.scope', ${scope}, true), set_config('passerelle.acting_for', ${acting}, true)`
    await tx.executeQuery(CompiledQuery.raw(`begin; select ${settings}`))
    return work(tx as Tx)
  })

/** No territory: for clocks, sign-in and other work that begins before one is known. It sees nothing that is owned. */
export const NO_TERRITORY: Scope = { territoryId: '00000000-0000-0000-0000-000000000000', actor: 'passerelle' }
