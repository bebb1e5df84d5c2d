import { sql } from 'kysely'
import type { Role } from '../../domain/access/roles.ts'
import type { Instant } from '../../domain/time/interval.ts'
import { isDuring } from './during.ts'
import type { Db, Tx } from './within.ts'

export interface Account {
  readonly id: string
  readonly passwordHash: string
}

/** A role in a territory, in force. */
export interface Grant {
  readonly id: string
  readonly role: Role
  readonly territory: { readonly id: string; readonly name: string; readonly shortCode: string }
}

/** A session and whoever it is of, with the grant they work under. */
export interface Session {
  /** SHA-256 of the cookie's token, in hexadecimal. */
  readonly tokenHash: string
  readonly accountId: string
  readonly name: string
  readonly email: string
  readonly grantId: string
  readonly role: Role
  readonly territoryId: string
  /** The practitioners for whom this person acts: themselves, or those who delegated to them. */
  readonly actingFor: readonly string[]
  readonly createdAt: Instant
  readonly seenAt: Instant
}

/** `email` in lower case; undefined when the account is disabled, too. */
export async function findAccount(db: Db, email: string): Promise<Account | undefined> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'password_hash'])
    .where('email', '=', email)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, passwordHash: row.password_hash }
}

/** In the order of the names of the territories. */
export async function listGrants(db: Db, accountId: string, at: Instant): Promise<Grant[]> {
  const rows = await db
    .selectFrom('account_grant as g')
    .innerJoin('territory as t', 't.id', 'g.territory_id')
    .select(['g.id', 'g.role', 't.id as territory_id', 't.name', 't.short_code'])
    .where('g.account_id', '=', accountId)
    .where(isDuring('g.during', at))
    .orderBy('t.name')
    .orderBy('g.role')
    .orderBy('g.id')
    .execute()
  return rows.map(({ id, role, territory_id, name, short_code }) => ({
    id,
    role: role as Role,
    territory: { id: territory_id, name, shortCode: short_code },
  }))
}

/** Undefined once it ended, or when the account or the grant is not in force any more. */
export async function findSession(db: Db, tokenHash: string, at: Instant): Promise<Session | undefined> {
  const row = await db
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .innerJoin('account_grant as g', 'g.id', 's.grant_id')
    .select(['s.account_id', 's.grant_id', 's.created_at', 's.seen_at', 'a.name', 'a.email'])
    .select(['g.role', 'g.territory_id', 'g.practitioner_id'])
    .where('s.token_hash', '=', Buffer.from(tokenHash, 'hex'))
    .where('s.expires_at', '>', new Date(at))
    .where('a.disabled_at', 'is', null)
    .where(isDuring('g.during', at))
    .executeTakeFirst()
  if (!row) return undefined
  const delegated = row.role === 'delegate' ? await listDelegated(db, row.account_id, at) : []
  return {
    tokenHash,
    accountId: row.account_id,
    name: row.name,
    email: row.email,
    grantId: row.grant_id,
    role: row.role as Role,
    territoryId: row.territory_id,
    actingFor: row.practitioner_id ? [row.practitioner_id] : delegated,
    createdAt: row.created_at.getTime(),
    seenAt: row.seen_at.getTime(),
  }
}

async function listDelegated(db: Db, accountId: string, at: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('delegation')
    .select('practitioner_id')
    .where('account_id', '=', accountId)
    .where(isDuring('during', at))
    .orderBy('practitioner_id')
    .execute()
  return rows.map((row) => row.practitioner_id)
}

interface NewSession {
  readonly tokenHash: string
  readonly accountId: string
  readonly grantId: string
  readonly at: Instant
  readonly expiresAt: Instant
}

export async function addSession(tx: Tx, session: NewSession): Promise<void> {
  const { tokenHash, accountId, grantId, at, expiresAt } = session
  await tx
    .insertInto('session')
    .values({
      token_hash: Buffer.from(tokenHash, 'hex'),
      account_id: accountId,
      grant_id: grantId,
      created_at: new Date(at),
      seen_at: new Date(at),
      expires_at: new Date(expiresAt),
    })
    .execute()
}

/** Forgets the sessions of an account that have ended by themselves. */
export async function dropEndedSessions(tx: Tx, accountId: string, at: Instant): Promise<void> {
  await tx.deleteFrom('session').where('account_id', '=', accountId).where('expires_at', '<=', new Date(at)).execute()
}

export async function changeGrant(tx: Tx, tokenHash: string, grantId: string, expiresAt: Instant): Promise<void> {
  await tx
    .updateTable('session')
    .set({ grant_id: grantId, expires_at: new Date(expiresAt) })
    .where('token_hash', '=', Buffer.from(tokenHash, 'hex'))
    .execute()
  await tellSessionChanged(tx, tokenHash)
}

export async function markSeen(tx: Tx, tokenHash: string, at: Instant): Promise<void> {
  await tx
    .updateTable('session')
    .set({ seen_at: new Date(at) })
    .where('token_hash', '=', Buffer.from(tokenHash, 'hex'))
    .execute()
}

export async function endSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.deleteFrom('session').where('token_hash', '=', Buffer.from(tokenHash, 'hex')).execute()
  await tellSessionChanged(tx, tokenHash)
}

/** Every process forgets what it remembers of the session, at the commit. */
async function tellSessionChanged(tx: Tx, tokenHash: string): Promise<void> {
  await sql`select pg_notify('session', ${tokenHash})`.execute(tx)
}
