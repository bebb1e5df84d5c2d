import { HOUR } from '../../domain/time/interval.ts'
import { addPractitioner, addSlot, NOW, testApp } from '../database/test-app.ts'
import { openMailer } from '../outside/mail.ts'
import { testReference as reference } from '../test-reference.ts'
import { cancelAppointment } from '../use-cases/cancel-appointment.ts'
import { sendInvitations } from './send-invitations.ts'
import { readMail, startSmtp } from './test-smtp.ts'

export const FROM = 'agenda@passerelle.example'

/** A professional who wants invitations, and the mail server that takes them; a test may put another in its place. */
export async function openPostOffice() {
  const app = await testApp(NOW)
  const practice = await addPractitioner(app)
  const { practitionerId } = practice
  const professional = () => ({ ...app.scope, role: 'professional' as const, actingFor: [practitionerId] })
  const clocks = () => app.admin.selectFrom('due').selectAll().where('kind', '=', 'invitation').execute()
  const office = {
    app,
    practice,
    smtp: await startSmtp(),
    professional,
    clocks,
    nextAt: async () => (await clocks())[0]?.at.getTime(),
    rows: () => app.admin.selectFrom('calendar_invitation').selectAll().orderBy('sequence').execute(),
    invite: (invitation_email: string | null) =>
      app.admin
        .insertInto('agenda_settings')
        .values({ practitioner_id: practitionerId, invitation_email })
        .onConflict((conflict) => conflict.column('practitioner_id').doUpdateSet({ invitation_email }))
        .execute(),
    slot: (wish: Parameters<typeof addSlot>[1] = {}) =>
      addSlot(app, { practitioner: practice, startsIn: HOUR, ...wish }),
    cancel: (appointmentId: string) =>
      cancelAppointment(app, professional(), { appointmentId, by: 'professional', reason: 'Imprévu' }),
    post: (wish: { smtpUrl?: string; patienceMs?: number } = {}) => ({
      app,
      reference,
      mailer: openMailer({ smtpUrl: wish.smtpUrl ?? office.smtp.url, from: FROM }, wish.patienceMs),
    }),
    send: () => sendInvitations(office.post()),
    mails: () => office.smtp.received.map(readMail),
    told: () => office.mails().map(({ method, event }) => [method, event?.uid, event?.sequence]),
  }
  await office.invite('cabinet@example.org')
  return office
}
