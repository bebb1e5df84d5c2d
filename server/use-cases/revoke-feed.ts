import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { saveRevocation } from '../database/feeds.ts'
import { record } from '../database/journal.ts'
import { refuse } from '../refusal.ts'

/** Closes a secret address for good: from then on it is as if it had never been. */
export function revokeFeed(app: App, actor: Actor, { feedId }: { feedId: string }): Promise<void> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const practitionerId = (await saveRevocation(tx, feedId, at)) ?? refuse('feed-not-found')
    const { territoryId } = actor
    const line = { id: app.newId(), territoryId, at, actor: actor.actor, subject: practitionerId }
    await record(tx, { ...line, act: 'feed-revoked', details: { feedId } })
    await announce(tx, { territoryId, topic: 'agenda', subject: practitionerId, practitionerIds: [practitionerId] })
  })
}
