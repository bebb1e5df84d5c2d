import type { Instant } from '../../domain/time/interval.ts'
import type { Cipher } from '../cipher.ts'
import type { Db, Scope, Tx } from './within.ts'

export interface Draft {
  readonly id: string
  readonly updatedAt: Instant
  readonly content: Record<string, unknown>
}

/** Keeps what its author is typing, sealed whole. False when the draft is somebody else's, or of another territory. */
export async function saveDraft(tx: Tx, cipher: Cipher, { territoryId, actor }: Scope, draft: Draft): Promise<boolean> {
  const content = cipher.seal(territoryId, `${draft.id}/draft`, JSON.stringify(draft.content))
  const sealed = { key_id: cipher.keyId, content, updated_at: new Date(draft.updatedAt) }
  const made = await tx
    .insertInto('request_draft')
    .values({ ...sealed, id: draft.id, territory_id: territoryId, account_id: actor })
    .onConflict((conflict) => conflict.column('id').doNothing()) // it may be out of sight, in another territory
    .returning('id')
    .executeTakeFirst()
  if (made) return true
  const row = await tx
    .updateTable('request_draft')
    .set(sealed)
    .where('id', '=', draft.id)
    .where('account_id', '=', actor)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** One's own drafts, the newest first. */
export async function listDrafts(db: Db, cipher: Cipher, { territoryId, actor }: Scope): Promise<Draft[]> {
  const rows = await db
    .selectFrom('request_draft')
    .selectAll()
    .where('account_id', '=', actor)
    .orderBy('updated_at', 'desc')
    .limit(20)
    .execute()
  return rows.map(({ id, updated_at, content }) => ({
    id,
    updatedAt: updated_at.getTime(),
    content: JSON.parse(cipher.open(territoryId, `${id}/draft`, content)),
  }))
}

/** False when its author has no such draft. */
export async function dropDraft(tx: Tx, { actor }: Scope, draftId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('request_draft')
    .where('id', '=', draftId)
    .where('account_id', '=', actor)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
