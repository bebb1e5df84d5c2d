import { visitEvent } from '../../domain/agenda/feed.ts'
import { writeCalendar } from '../../domain/agenda/icalendar.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Invitation } from '../database/invitations.ts'
import fr from '../i18n/fr.json' with { type: 'json' }
import type { Mail } from '../outside/mail.ts'
import type { Reference } from '../reference.ts'

interface Sending {
  readonly reference: Reference
  readonly from: string
  readonly at: Instant
}

/** The mail that puts an appointment into a calendar, or takes it out: when and where, never who or why. */
export function invitationMail(invitation: Invitation, { reference, from, at }: Sending): Mail {
  const { id, appointmentId, method, sequence, recipient, createdAt, communeCode, placeName } = invitation
  const place = `${placeName}, ${reference.communeOf(communeCode)?.name ?? communeCode}`
  const visit = { ...invitation, id: appointmentId, version: sequence, changedAt: createdAt, pending: false, place }
  const event = visitEvent(visit, fr.calendars)
  const cancelled = method === 'CANCEL'
  const when = whenOf(invitation)
  const { subject, cancelledSubject, booked, cancelled: takenBack, footer } = fr.invitations
  const lines = [event.summary, when, event.location].filter((line) => line !== null)
  return {
    messageId: `${id}@${from.split('@').at(-1)}`,
    at,
    to: recipient,
    subject: (cancelled ? cancelledSubject : subject).replace('{when}', when),
    text: [cancelled ? takenBack : booked, lines.join('\n'), footer].join('\n\n'),
    calendar: {
      method,
      text: writeCalendar({
        events: [{ ...event, status: cancelled ? 'CANCELLED' : 'CONFIRMED' }],
        invitation: { method, organizer: from, attendee: recipient },
      }),
    },
  }
}

/** `mardi 24 novembre 2026 à 14:45`, by the clock of the place. */
const whenOf = ({ start, zone }: Invitation): string =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(start)
