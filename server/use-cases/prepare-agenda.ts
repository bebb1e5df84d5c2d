import type { OpeningBody } from '../../contract/openings.ts'
import { LINK_LASTS } from '../../domain/agenda/preparation.ts'
import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { record } from '../database/journal.ts'
import { lockAgenda } from '../database/openings.ts'
import {
  insertPreparation,
  listMembers,
  type Member,
  type Preparation,
  withdrawUnconfirmed,
} from '../database/preparations.ts'
import { refuse } from '../refusal.ts'
import { digestOfToken, newSecretToken } from '../secret-token.ts'
import { effectSeen } from './change-agenda.ts'
import { mustBeFreeOf } from './edit-agenda.ts'

interface PrepareAgenda {
  readonly practitionerId: string
  readonly openings: readonly OpeningBody[]
}

/** The token is for the link alone: the database keeps its hash. */
interface Prepared extends Preparation {
  readonly token: string
  readonly member: Member
}

/**
 * Keeps openings for a member of the territory to confirm by one link: nothing is shared before. Whatever was prepared
 * for the same professional and is not confirmed is replaced, so that only the last link works.
 */
export function prepareAgenda(
  app: App,
  actor: Actor & { readonly name: string },
  { practitionerId, openings }: PrepareAgenda,
): Promise<Prepared> {
  const at = app.now()
  const { territoryId } = actor
  return app.within(actor, async (tx) => {
    await lockAgenda(tx, practitionerId)
    const [member] = await listMembers(tx, territoryId, at, practitionerId)
    if (!member) return refuse('practitioner-not-found')
    const { conflicts } = await effectSeen(app, tx, practitionerId, { kind: 'open', openings })
    mustBeFreeOf(conflicts)

    await withdrawUnconfirmed(tx, practitionerId, at)
    const token = newSecretToken()
    const preparation: Preparation = {
      id: app.newId(),
      territoryId,
      practitionerId,
      openings,
      preparedBy: { accountId: actor.actor, name: actor.name },
      preparedAt: at,
      expiresAt: at + LINK_LASTS,
      confirmedAt: null,
      withdrawnAt: null,
    }
    await insertPreparation(tx, preparation, digestOfToken(token))
    const details = { preparationId: preparation.id, openings: openings.length }
    const line = { id: app.newId(), territoryId, at, actor: actor.actor, subject: practitionerId, details }
    await record(tx, { ...line, act: 'agenda-prepared' })
    await announce(tx, { territoryId, topic: 'agenda', subject: practitionerId })
    return { ...preparation, token, member }
  })
}
