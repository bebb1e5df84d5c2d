import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** Statements are written in the code, so there are few; one made of a list whose length varies may come in many. */
const MOST_NAMES = 400
const LONGEST_NAMED = 4_000
/** "cached plan must not change result type": a migration has passed by. */
const OLD_PLAN = '0A000'

const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= MOST_NAMES || text.length > LONGEST_NAMED) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

/**
 * The pool, with statements that each connection parses and plans once: with row-level security that costs more than
 * running them. A connection whose plans a migration made useless is not used again.
 */
export function namingStatements(pool: pg.Pool): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect()
      const known = wrapped.get(client) ?? naming(client)
      wrapped.set(client, known)
      return known
    },
    end: () => pool.end(),
  }
}

function naming(client: pg.PoolClient): PostgresPoolClient {
  let isOld = false
  const query = (text: string, values: readonly unknown[]) => {
    const name = values.length > 0 ? nameOf(text) : undefined
    return client.query({ text, values: [...values], ...(name && { name }) }).catch((error: unknown) => {
      isOld ||= error instanceof Error && 'code' in error && error.code === OLD_PLAN
      throw error
    })
  }
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(isOld) }
}
