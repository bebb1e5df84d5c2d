import type { AsOf } from '../../domain/journal/line.ts'
import { CLOSING_STATE, type Closing, maySearch, type State } from '../../domain/requests/states.ts'
import type { Actor, App } from '../app.ts'
import { dropHold, findCurrentAppointment, findLiveHold, saveAppointment } from '../database/booking.ts'
import { type CareRequest, lockRequest } from '../database/requests.ts'
import { getPolicy, getTerritory } from '../database/territory.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { moveTo } from './move-to.ts'

interface MoveRequest {
  readonly requestId: string
  readonly to: Extract<State, 'QUALIFIED' | 'REGULATED' | 'MT_CONTACT' | 'SEARCHING'>
  readonly reason: string | null
  readonly regulation?:
    | { readonly by: string | null; readonly priority: string | null; readonly careLevel: string | null }
    | undefined
}

/** Moves a request on. Giving it back to the regulator asks why; P and R are noted as given. */
export function moveRequest(app: App, actor: Actor, { requestId, to, reason, regulation }: MoveRequest): Promise<void> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const request = (await lockRequest(tx, requestId)) ?? refuse('request-not-found')
    if (to === request.state) refuse('move-impossible', [to])
    if (to === 'QUALIFIED' && !reason) refuse('reason-needed')
    if (isSearch(to)) await mustNeedNoRegulation(tx, actor, request, at)
    const practitionerIds = await letGo(tx, request, at, to)
    const moved = { closing_reason: null, ...(regulation && noted(regulation)) }
    const details = { ...(reason && { reason }), ...regulation }
    await moveTo(app, tx, actor, request, to, at, { act: 'request-moved', details, moved, practitionerIds })
  })
}

const noted = ({ by, priority, careLevel }: NonNullable<MoveRequest['regulation']>) => ({
  regulated_by: by,
  regulation_priority: priority,
  care_level: careLevel,
})

const isSearch = (to: State) => to === 'SEARCHING' || to === 'MT_CONTACT'

async function mustNeedNoRegulation(tx: Tx, { territoryId }: Actor, request: CareRequest, at: number): Promise<void> {
  const policy = await getPolicy(tx, await getTerritory(tx, territoryId), at)
  if (!maySearch(request.state, request.source, policy.sourcesWithoutRegulation)) refuse('regulation-needed')
}

interface CloseRequest {
  readonly requestId: string
  readonly as: Closing
  readonly reason: string | null
  readonly asOf?: AsOf | undefined
}

/** Closes a request: without booking, with the reason; or after its outcome. What was held or proposed is free again. */
export function closeRequest(app: App, actor: Actor, { requestId, as, reason, asOf }: CloseRequest): Promise<void> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const request = (await lockRequest(tx, requestId)) ?? refuse('request-not-found')
    if (as !== 'done' && !reason) refuse('reason-needed')
    const to = CLOSING_STATE[as]
    if (to === request.state || (as === 'done') !== hasOutcome(request)) refuse('move-impossible', [request.state, to])
    if (as === 'unplaced') await mustNeedNoRegulation(tx, actor, request, at) // nobody may have searched yet
    const practitionerIds = await letGo(tx, request, at, to)
    const moved = { closing_reason: as }
    const details = { as, ...(reason && { reason }) }
    await moveTo(app, tx, actor, request, to, at, { act: 'request-closed', details, moved, asOf, practitionerIds })
  })
}

const hasOutcome = ({ state }: CareRequest) => ['FULFILLED', 'NO_SHOW', 'FEEDBACK_SENT'].includes(state)

/** Gives back the held place of a request that leaves the search, and whatever was proposed; answers to whom. */
async function letGo(tx: Tx, { id }: CareRequest, at: number, to: State): Promise<string[]> {
  const hold = isSearch(to) ? undefined : await findLiveHold(tx, id, at)
  if (hold) {
    await dropHold(tx, hold.id)
  }
  const appointment = await findCurrentAppointment(tx, id)
  if (appointment?.status !== 'pending') return []
  const why = { cancelled_by: 'operator', cancel_reason: to } as const
  await saveAppointment(tx, appointment.id, { status: 'cancelled', cancelled_at: new Date(at), ...why })
  return [appointment.practitioner_id]
}
