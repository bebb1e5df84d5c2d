import { sql } from 'kysely'
import type { Instant } from '../../domain/time/interval.ts'
import type { Tx } from './within.ts'

/** Attempts on the same subject wait for one another until the commit, so that none is counted too late. */
export async function lockAttempts(tx: Tx, subject: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${subject.readBigInt64BE(0).toString()}::bigint)`.execute(tx)
}

export async function countAttempts(tx: Tx, subject: Buffer, since: Instant): Promise<number> {
  const { count } = await tx
    .selectFrom('sign_in_failure')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('subject', '=', subject)
    .where('at', '>', new Date(since))
    .executeTakeFirstOrThrow()
  return Number(count)
}

interface Attempt {
  readonly id: string
  readonly subject: Buffer
  readonly at: Instant
}

export async function addAttempts(tx: Tx, attempts: readonly Attempt[]): Promise<void> {
  await tx
    .insertInto('sign_in_failure')
    .values(attempts.map(({ id, subject, at }) => ({ id, subject, at: new Date(at) })))
    .execute()
}

/** An attempt that succeeded was no failure. */
export async function dropAttempts(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where('id', 'in', ids).execute()
}

export async function dropAttemptsBefore(tx: Tx, at: Instant): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where('at', '<', new Date(at)).execute()
}
