import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { connection, type DatabaseAddress, embedded } from './address.ts'

let worker: Promise<DatabaseAddress> | undefined

/** The worker's own database, with the newest schema; its tests share it, so each empties what it uses. */
export function testDatabase(): Promise<DatabaseAddress> {
  worker ??= cloneDatabase()
  return worker
}

/** One more database with the newest schema, for a test that must be alone. */
export async function cloneDatabase(): Promise<DatabaseAddress> {
  const host = inject('postgresHost')
  const name = `worker_${randomUUID()}`
  const cluster = new pg.Pool({ ...connection(embedded(host, 'postgres'), 'administrator'), max: 1 })
  await cluster.query(`create database "${name}" template template_migrated`).finally(() => cluster.end())
  return embedded(host, name)
}
