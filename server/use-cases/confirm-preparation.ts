import { confirmation } from '../../domain/agenda/preparation.ts'
import type { App } from '../app.ts'
import { record } from '../database/journal.ts'
import {
  listMembers,
  lockPreparation,
  lockPreparationsOf,
  type Preparation,
  savePreparationEnd,
} from '../database/preparations.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { withinLink } from './within-link.ts'

interface ConfirmPreparation {
  readonly token: string
  /** Of the openings that the professional does not want, by their place in the list. */
  readonly leaveOut: readonly number[]
}

/** What was opened, and when: enough to show it, again too. */
interface Confirmed {
  readonly territoryId: string
  readonly practitionerId: string
}

/**
 * Opens what was prepared, as the professional would: the link stands for their word, once. Asked again within ten
 * minutes, it answers the same and opens nothing.
 */
export function confirmPreparation(app: App, { token, leaveOut }: ConfirmPreparation): Promise<Confirmed> {
  const at = app.now()
  return withinLink(app, token, async (tx, { id, territoryId, practitionerId }) => {
    await lockPreparationsOf(tx, practitionerId)
    const preparation = (await lockPreparation(tx, id)) ?? refuse('link-not-valid')
    return { territoryId, practitionerId }
  })
}
