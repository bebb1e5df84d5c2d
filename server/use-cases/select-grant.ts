import { latestEnd } from '../../domain/access/sessions.ts'
import type { App } from '../app.ts'
import { changeGrant, listGrants, type Session } from '../database/access.ts'
import { NO_TERRITORY } from '../database/within.ts'
import { refuse } from '../refusal.ts'

/** Goes on working in another role or territory that the account was granted. */
export function selectGrant(
  { within, now }: App,
  { tokenHash, accountId, createdAt }: Session,
  { grantId }: { grantId: string },
): Promise<void> {
  return within(NO_TERRITORY, async (tx) => {
    const grants = await listGrants(tx, accountId, now())
    const wanted = grants.find(({ id }) => id === grantId.toLowerCase()) ?? refuse('forbidden')
    await changeGrant(tx, tokenHash, wanted.id, latestEnd(wanted.role, createdAt))
  })
}
