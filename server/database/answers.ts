import { connection, type DatabaseAddress } from './address.ts'
import { openPool } from './connect.ts'

/** A probe of the database as role `app`: whether it answers now. */
export function probe(address: DatabaseAddress): { answers: () => Promise<boolean>; close: () => Promise<void> } {
  const pool = openPool({ ...connection(address, 'app'), max: 1, connectionTimeoutMillis: 2_000 })
  return {
    answers: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: () => pool.end(),
  }
}
