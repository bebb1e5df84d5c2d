import pg from 'pg'
import { connection, type DatabaseAddress } from './address.ts'

/** A probe of the database as role `app`: whether it answers now. */
export function probe(address: DatabaseAddress): { answers: () => Promise<boolean>; close: () => Promise<void> } {
  const pool = new pg.Pool({ ...connection(address, 'app'), max: 1, connectionTimeoutMillis: 2_000 })
  pool.on('error', () => undefined) // lost while idle: the next probe opens another
  return {
    answers: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: () => pool.end(),
  }
}
