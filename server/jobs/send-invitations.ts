import { HOUR, type Instant, MINUTE } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { type Due, endDue, leaseDue, listWhoseDue, schedule, type Whose } from '../database/due.ts'
import {
  findUnsentInvitation,
  type Invitation,
  saveInvitationAttempt,
  saveInvitationSent,
  saveInvitationTrouble,
  wasInvited,
} from '../database/invitations.ts'
import { NO_TERRITORY, type Tx } from '../database/within.ts'
import type { Mailer } from '../outside/mail.ts'
import type { Reference } from '../reference.ts'
import { invitationMail } from './invitation-mail.ts'
import { scopeOf } from './run-due.ts'

interface Post {
  readonly app: App
  readonly reference: Reference
  readonly mailer: Mailer
}

const KINDS = ['invitation'] as const
/** Longer than a mail may take. */
const LEASE = MINUTE
const LONGEST_PAUSE = 15 * MINUTE
const GIVEN_UP_AFTER = 24 * HOUR

/**
 * Sends what professionals' calendars wait for, one mail each, and says how many clocks it looked at. What goes wrong
 * with those of one professional is thrown once the others are sent.
 */
export async function sendInvitations(post: Post, signal?: AbortSignal): Promise<number> {
  const errors: unknown[] = []
  let done = 0
  const whoseDue = await post.app.within(NO_TERRITORY, (tx) => listWhoseDue(tx, post.app.now(), KINDS))
  for (const whose of whoseDue) {
    try {
      while (!signal?.aborted && (await sendNext(post, whose, signal))) done++
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
  return done
}

/**
 * The effect is outside the database: the clock is lent, and ends only once the mail server has the mail. Killed between
 * the two, it is sent again under the same Message-ID, UID and SEQUENCE, which calendars take for the same.
 */
async function sendNext({ app, reference, mailer }: Post, whose: Whose, signal?: AbortSignal): Promise<boolean> {
  const scope = scopeOf(whose)
  const taken = await app.within(scope, (tx) => takeInvitation(tx, whose, app.now()))
  if (!taken?.invitation) return taken !== undefined
  const { due, invitation } = taken
  const word = await mailer.send(invitationMail(invitation, { reference, from: mailer.from, at: app.now() }), signal)
  await app.within(scope, async (tx) => {
    if (word === 'sent') return end(app, tx, due, invitation)
    await saveInvitationTrouble(tx, invitation.id, word)
    if (app.now() - invitation.createdAt >= GIVEN_UP_AFTER) return endUnlessNewer(app, tx, due)
    await schedule(tx, { ...due, at: app.now() + pauseAfter(invitation.attempts) })
  })
  return true
}

/** One minute, then twice as long each time. */
const pauseAfter = (attempts: number): number => Math.min(MINUTE * 2 ** (attempts - 1), LONGEST_PAUSE)

/** The next appointment with something to say, and what; nothing to say ends its clock. */
async function takeInvitation(tx: Tx, whose: Whose, now: Instant) {
  const due = await leaseDue(tx, whose, now, KINDS, now + LEASE)
  if (!due) return undefined
  const found = await findUnsentInvitation(tx, due.subject)
  const reason = found && (await reasonNotToSend(tx, found, now))
  if (!found || reason) {
    if (found && reason) await saveInvitationTrouble(tx, found.id, reason)
    await endDue(tx, due.id)
    return { due, invitation: undefined }
  }
  await saveInvitationAttempt(tx, found.id)
  return { due, invitation: { ...found, attempts: found.attempts + 1 } }
}

async function reasonNotToSend(tx: Tx, { method, appointmentId, createdAt }: Invitation, now: Instant) {
  if (now - createdAt > GIVEN_UP_AFTER) return 'too-late'
  return method === 'CANCEL' && !(await wasInvited(tx, appointmentId)) ? 'never-invited' : undefined
}

async function end(app: App, tx: Tx, due: Due, { id }: Invitation): Promise<void> {
  await saveInvitationSent(tx, id, app.now())
  await endUnlessNewer(app, tx, due)
}

/** Whoever books or cancels locks the clock: once it is ended, what they wrote meanwhile is seen, and gets its own. */
async function endUnlessNewer(app: App, tx: Tx, due: Due): Promise<void> {
  await endDue(tx, due.id)
  const newer = await findUnsentInvitation(tx, due.subject)
  if (newer?.attempts === 0) await schedule(tx, { ...due, at: app.now() })
}
