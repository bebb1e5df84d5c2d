import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { bookNamed, CANARIES } from '../api/test-feed.ts'
import { signInAs, testServer } from '../api/test-server.ts'
import { NOW } from '../database/test-app.ts'
import { answerProposal } from '../use-cases/answer-proposal.ts'
import { recordOutcome } from '../use-cases/record-outcome.ts'
import { FROM, openPostOffice } from './test-post-office.ts'
import { partsOf } from './test-smtp.ts'

let office: Awaited<ReturnType<typeof openPostOffice>>
beforeEach(async () => {
  office = await openPostOffice()
})
afterEach(() => office.smtp.close())

describe('an invitation', () => {
  test('puts a booked visit into the calendar, once', async () => {
    const visit = await bookNamed(office.app, await office.slot())
    await office.send()
    await office.send()
    const [mail, ...others] = office.mails()
    expect(others).toEqual([])
    expect(mail).toMatchObject({
      to: ['cabinet@example.org'],
      from: `Passerelle <${FROM}>`,
      subject: 'Rendez-vous SNP\u202f: mardi 24 novembre 2026 à 15:22',
      method: 'REQUEST',
      event: { uid: `${visit.id}@passerelle`, sequence: 1, summary: 'Patient SNP', status: 'CONFIRMED' },
    })
    expect(mail?.text).toContain('Patient SNP\nmardi 24 novembre 2026 à 15:22\nCabinet, Saint-Étienne')
    expect(mail?.event?.start).toBe(Math.floor((NOW + HOUR) / 1000) * 1000)
    const unfolded = mail?.calendar.replaceAll('\r\n ', '')
    expect(unfolded).toContain('METHOD:REQUEST\r\n')
    expect(unfolded).toContain(`ORGANIZER:mailto:${FROM}\r\n`)
    expect(unfolded).toContain('PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:cabinet@example.org\r\n')
    expect(await office.rows()).toMatchObject([{ attempts: 1, trouble: null, sent_at: new Date(NOW) }])
    expect(await office.clocks()).toEqual([])
  })

  test('is taken back when the visit is cancelled', async () => {
    const visit = await bookNamed(office.app, await office.slot())
    await office.send()
    await office.cancel(visit.id)
    await office.send()
    const uid = `${visit.id}@passerelle`
    expect(office.told()).toEqual([
      ['REQUEST', uid, 1],
      ['CANCEL', uid, 2],
    ])
    const taken = office.mails()[1]
    expect([taken?.event?.status, taken?.subject]).toEqual([
      'CANCELLED',
      'Rendez-vous SNP annulé\u202f: mardi 24 novembre 2026 à 15:22',
    ])
  })

  test('follows a visit that moves', async () => {
    const visit = await bookNamed(office.app, await office.slot())
    await office.send()
    const start_at = new Date(NOW + HOUR + 5 * MINUTE)
    await office.app.admin.updateTable('appointment').set({ start_at, version: 2 }).where('id', '=', visit.id).execute()
    await office.send()
    expect(office.told().map(([method, , sequence]) => [method, sequence])).toEqual([
      ['REQUEST', 1],
      ['REQUEST', 2],
    ])
    expect(office.mails()[1]?.event?.start).toBe(Math.floor(start_at.getTime() / 1000) * 1000)
  })

  test('waits for a yes to a patient en sus, and says the hour that was given', async () => {
    const [first, second] = [
      await bookNamed(office.app, await office.slot({ kind: 'en-sus' })),
      await bookNamed(office.app, await office.slot({ kind: 'en-sus' })),
    ]
    await office.send()
    expect(office.smtp.received).toEqual([])
    const startsAt = new Date(NOW + HOUR + 5 * MINUTE).toISOString()
    const answer = (appointmentId: string, answer: Parameters<typeof answerProposal>[2]['answer']) =>
      answerProposal(office.app, office.professional(), { appointmentId, answer })
    await answer(first.id, { answer: 'accepted', startsAt })
    await answer(second.id, { answer: 'declined', reason: null })
    await office.send()
    expect(office.told()).toEqual([['REQUEST', `${first.id}@passerelle`, 2]])
    expect(office.mails()[0]?.event?.start).toBe(Math.floor(Date.parse(startsAt) / 1000) * 1000)
  })

  test('is not sent for what became of a visit, nor to whoever wants none', async () => {
    const visit = await bookNamed(office.app, await office.slot())
    await office.send()
    office.app.clock += HOUR
    await recordOutcome(office.app, office.professional(), {
      appointmentId: visit.id,
      outcome: 'came',
      majoration: null,
      feedback: null,
    })
    await office.invite(null)
    await bookNamed(office.app, await office.slot({ startsIn: 3 * HOUR }))
    await office.send()
    expect(office.smtp.received).toHaveLength(1)
    expect(await office.rows()).toHaveLength(1)
  })

  test('is taken back where it was sent, whatever the settings became', async () => {
    const [one, other] = [
      await bookNamed(office.app, await office.slot()),
      await bookNamed(office.app, await office.slot({ startsIn: 2 * HOUR })),
    ]
    await office.send()
    await office.invite('ailleurs@example.org')
    await office.cancel(one.id)
    await office.invite(null)
    await office.cancel(other.id)
    await office.send()
    expect(office.mails().map(({ method, to }) => [method, ...to])).toEqual([
      ['REQUEST', 'cabinet@example.org'],
      ['REQUEST', 'cabinet@example.org'],
      ['CANCEL', 'cabinet@example.org'],
      ['CANCEL', 'cabinet@example.org'],
    ])
  })

  test('is not worth a mail when the visit was cancelled before it left', async () => {
    const visit = await bookNamed(office.app, await office.slot())
    await office.cancel(visit.id)
    await office.send()
    expect(office.smtp.received).toEqual([])
    expect(await office.clocks()).toEqual([])
  })

  test('identifies nobody', async () => {
    const visit = await bookNamed(office.app, await office.slot())
    await office.send()
    await office.cancel(visit.id)
    await office.send()
    const words = office.smtp.received.flatMap(({ raw }) => [raw, ...partsOf(raw).map(({ text }) => text)]).join('\n')
    for (const canary of CANARIES) expect(words).not.toContain(canary)
  })
})

test('is promised only where mail can be sent; what is set stays, and may be taken away', async () => {
  const { app, practice } = office
  const { cookie } = await signInAs(app, 'professional', practice)
  const set = async (mail: boolean, invitationEmail: string | null) => {
    const server = await testServer(app, { mail })
    const payload = { weeklyCap: 10, dailyCap: null, invitationEmail }
    const reply = await server.inject({ method: 'PUT', url: '/api/agenda/settings', headers: { cookie }, payload })
    await server.close()
    return reply.statusCode === 200 ? reply.json().invitationEmail : reply.json().type
  }
  expect(await set(false, 'autre@example.org')).toBe('urn:passerelle:problem:mail-not-set-up')
  expect(await set(false, 'cabinet@example.org')).toBe('cabinet@example.org')
  expect(await set(true, 'autre@example.org')).toBe('autre@example.org')
  expect(await set(false, null)).toBe(null)
  await bookNamed(app, await office.slot())
  await office.send()
  expect(office.smtp.received).toEqual([])
})
