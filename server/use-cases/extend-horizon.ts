import { dayIn } from '../../domain/time/dated.ts'
import type { Instant } from '../../domain/time/interval.ts'
import { dayNumber, instantAt, isoDay, startOfDay } from '../../domain/time/wall-clock.ts'
import type { App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { type Due, schedule } from '../database/due.ts'
import { record } from '../database/journal.ts'
import { lockAgenda } from '../database/openings.ts'
import type { Tx } from '../database/within.ts'
import { loadAgenda, regenerateLoaded } from './regenerate-agenda.ts'

/** When nobody books nor edits. */
const AT_NIGHT = '03:00'

/** Moves the horizon a day on. Runs in the transaction that took the clock, and sets the one of the next night. */
export async function extendHorizon(app: App, tx: Tx, { territoryId, subject }: Due, at: Instant): Promise<void> {
  await lockAgenda(tx, subject)
  const loaded = await loadAgenda(tx, subject, at)
  const done = await regenerateLoaded(app, tx, loaded, at)
  if (loaded.openings.length > 0) await setHorizonClock(app, tx, { ...loaded, territoryId }, at)
  if (done.opened + done.changed + done.withdrawn === 0) return
  const details = { ...done, until: dayIn(loaded.zone, loaded.horizon.end - 1) }
  await record(tx, { id: app.newId(), territoryId, at, actor: 'clock', act: 'agenda-extended', subject, details })
  await announce(tx, { territoryId, topic: 'agenda', subject, practitionerIds: [subject] })
}

interface Whose {
  readonly territoryId: string
  readonly practitionerId: string
  readonly zone: string
}

/** Sets the clock that moves an agenda's horizon next night, where its professional practises. */
export const setHorizonClock = (
  { newId }: Pick<App, 'newId'>,
  tx: Tx,
  { territoryId, practitionerId, zone }: Whose,
  at: Instant,
): Promise<void> =>
  schedule(tx, {
    ...{ id: newId(), territoryId, at: nextNight(at, zone), kind: 'agenda-horizon' },
    ...{ subject: practitionerId, practitionerId },
  })

function nextNight(at: Instant, zone: string): Instant {
  const today = dayNumber(at, zone)
  const nightOf = (day: number) => instantAt(isoDay(day), AT_NIGHT, zone) ?? startOfDay(day, zone)
  return nightOf(today) > at ? nightOf(today) : nightOf(today + 1)
}
