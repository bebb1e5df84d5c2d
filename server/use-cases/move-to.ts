import type { Act, AsOf } from '../../domain/journal/line.ts'
import { mayMove, SEEKING, type State } from '../../domain/requests/states.ts'
import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { record } from '../database/journal.ts'
import { listRefillsOf } from '../database/refills.ts'
import { type CareRequest, type Moved, saveMove } from '../database/requests.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { passOn } from './propose-refill.ts'

export interface Step {
  readonly act: Act
  readonly subject?: string | undefined
  readonly details?: Readonly<Record<string, unknown>> | undefined
  readonly asOf?: AsOf | undefined
  readonly moved?: Moved | undefined
  /** Whose agenda it touches. */
  readonly practitionerIds?: readonly string[] | undefined
}

/**
 * Takes a locked request from where it is to `to`, which its state and the actor's role must allow, with its journal
 * line and its announcement. Staying where one is is allowed: the line is written all the same.
 */
export async function moveTo(
  app: App,
  tx: Tx,
  actor: Actor,
  request: CareRequest,
  to: State,
  at: number,
  { act, subject = request.id, details, asOf, moved, practitionerIds }: Step,
): Promise<void> {
  if (to !== request.state && !mayMove(request.state, to, actor.role)) refuse('move-impossible', [request.state, to])
  if (leavesSearch(request.state, to)) await passOn(app, tx, await listRefillsOf(tx, request.id), 'gone', at)
  await saveMove(tx, request.id, to, at, moved)
  const { territoryId } = request
  const change = to === request.state ? details : { from: request.state, to, ...details }
  await record(tx, {
    id: app.newId(),
    territoryId,
    at,
    actor: actor.actor,
    act,
    subject,
    requestId: request.id,
    details: change,
    asOf,
  })
  await announce(tx, {
    territoryId,
    topic: 'request',
    subject: request.id,
    ...(practitionerIds && { practitionerIds }),
  })
}

/** Given back to the regulator, or no longer sought for: what was put before it goes to the next. */
const leavesSearch = (from: State, to: State): boolean =>
  from !== to && SEEKING.includes(from) && (to === 'QUALIFIED' || !SEEKING.includes(to))
