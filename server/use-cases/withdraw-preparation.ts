import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { record } from '../database/journal.ts'
import { lockPreparation, savePreparationEnd } from '../database/preparations.ts'
import { refuse } from '../refusal.ts'

/** Takes a prepared agenda back before it is confirmed. Done twice, the second changes nothing. */
export function withdrawPreparation(
  app: App,
  actor: Actor,
  { preparationId }: { readonly preparationId: string },
): Promise<void> {
  const at = app.now()
  const { territoryId } = actor
  return app.within(actor, async (tx) => {
    const preparation = await lockPreparation(tx, preparationId)
    if (!preparation || preparation.confirmedAt !== null) return refuse('preparation-not-found')
    if (preparation.withdrawnAt !== null) return
    await savePreparationEnd(tx, preparationId, 'withdrawn', at)
    const subject = preparation.practitionerId
    const line = { id: app.newId(), territoryId, at, actor: actor.actor, subject, details: { preparationId } }
    await record(tx, { ...line, act: 'preparation-withdrawn' })
    await announce(tx, { territoryId, topic: 'agenda', subject })
  })
}
