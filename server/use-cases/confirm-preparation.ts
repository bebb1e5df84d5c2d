import type { OpeningBody } from '../../contract/openings.ts'
import type { OpeningRule } from '../../domain/agenda/agenda.ts'
import { confirmation } from '../../domain/agenda/preparation.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { listNamedPractitioners } from '../database/directory.ts'
import { record } from '../database/journal.ts'
import { listOpenings, lockAgenda, toOpening } from '../database/openings.ts'
import {
  getShared,
  listMembers,
  lockPreparation,
  type Preparation,
  savePreparationEnd,
} from '../database/preparations.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { changeAgendaOf } from './change-agenda.ts'
import { withinLink } from './within-link.ts'

interface ConfirmPreparation {
  readonly token: string
  /** Of the openings that the professional does not want, by their place in the list. */
  readonly leaveOut: readonly number[]
}

export interface Confirmed {
  readonly openings: readonly OpeningRule[]
  readonly places: number
  readonly firstAt: Instant | null
}

/**
 * Opens what was prepared, as its professional would: the link stands for their word, once. Asked again while it is
 * answered again, it says the same and opens nothing.
 */
export function confirmPreparation(app: App, { token, leaveOut }: ConfirmPreparation): Promise<Confirmed> {
  const at = app.now()
  return withinLink(app, token, async (tx, { id, territoryId, practitionerId }) => {
    await lockAgenda(tx, practitionerId)
    const preparation = (await lockPreparation(tx, id)) ?? refuse('link-not-valid')
    const does = confirmation(preparation, at)
    if (does === 'none' || !(await isMember(tx, preparation, at))) refuse('link-not-valid')
    if (does === 'repeat') return confirmedOf(tx, preparation, preparation.confirmedAt ?? at)

    const openings = preparation.openings.filter((_, index) => !leaveOut.includes(index))
    if (openings.length === 0) refuse('invalid-input', ['leaveOut'])
    await openAsTheirs({ ...app, now: () => at }, tx, preparation, openings) // one instant, by which they are found again
    await savePreparationEnd(tx, id, 'confirmed', at)
    const details = { preparationId: id, openings: openings.length }
    const line = { id: app.newId(), territoryId, at, actor: 'link', subject: practitionerId, details }
    await record(tx, { ...line, act: 'preparation-confirmed' })
    return confirmedOf(tx, preparation, at)
  })
}

/** Whoever left the territory since gets no places by its hand. */
const isMember = async (tx: Tx, { territoryId, practitionerId }: Preparation, at: Instant): Promise<boolean> =>
  (await listMembers(tx, territoryId, at, practitionerId)).length > 0

async function openAsTheirs(app: App, tx: Tx, preparation: Preparation, openings: OpeningBody[]): Promise<void> {
  const { territoryId, practitionerId, preparedBy } = preparation
  const [practitioner = refuse('link-not-valid')] = await listNamedPractitioners(tx, [practitionerId])
  const by = `${practitioner.name}, par le lien préparé par ${preparedBy.name}`
  const editor = { territoryId, actor: 'link', accountId: preparedBy.accountId, by }
  await changeAgendaOf(app, tx, editor, practitionerId, { change: { kind: 'open', openings }, affectedSeen: [] })
}

/** What the link opened, at that instant and from that account. */
async function confirmedOf(
  tx: Tx,
  { practitionerId, preparedBy }: Preparation,
  confirmedAt: Instant,
): Promise<Confirmed> {
  const rows = await listOpenings(tx, practitionerId, confirmedAt)
  const theirs = rows.filter(
    ({ opened_by, opened_at }) => opened_by === preparedBy.accountId && opened_at.getTime() === confirmedAt,
  )
  const ids = theirs.map(({ id }) => id)
  const openings = theirs.map(toOpening).sort((one, other) => one.start - other.start)
  return { openings, ...(await getShared(tx, ids)) }
}
