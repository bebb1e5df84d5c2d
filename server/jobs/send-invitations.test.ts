import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { bookNamed } from '../api/test-feed.ts'
import { NOW, type TestApp } from '../database/test-app.ts'
import { sendInvitations } from './send-invitations.ts'
import { openPostOffice } from './test-post-office.ts'
import { saying, startDripping, startSmtp } from './test-smtp.ts'

let office: Awaited<ReturnType<typeof openPostOffice>>
beforeEach(async () => {
  office = await openPostOffice()
})
afterEach(() => office.smtp.close())

describe('a mail server in trouble', () => {
  test.each<[string, number, string]>([
    ['for now', 451, 'deferred'],
    ['for good', 550, 'refused'],
  ])('is asked again when it says no %s', async (_, responseCode, trouble) => {
    office.smtp.behaviour.answer = () => {
      throw saying(responseCode)
    }
    await bookNamed(office.app, await office.slot())
    await office.send()
    expect(await office.rows()).toMatchObject([{ attempts: 1, trouble, sent_at: null }])
    expect(await office.nextAt()).toBe(NOW + MINUTE)
    office.smtp.behaviour.answer = () => undefined
    await office.send()
    expect(office.smtp.received).toEqual([]) // not yet
    office.app.clock += MINUTE
    await office.send()
    expect(await office.rows()).toMatchObject([{ attempts: 2, trouble: null, sent_at: new Date(office.app.clock) }])
    expect(office.smtp.received).toHaveLength(1)
  })

  test('is asked less and less often, and no more after a day', async () => {
    office.smtp.behaviour.answer = () => {
      throw saying(451)
    }
    await bookNamed(office.app, await office.slot())
    await office.send()
    const pauses: number[] = []
    for (let n = 0; n < 6; n += 1) {
      const at = (await office.nextAt()) ?? Number.NaN
      pauses.push((at - office.app.clock) / MINUTE)
      office.app.clock = at
      await office.send()
    }
    expect(pauses).toEqual([1, 2, 4, 8, 15, 15])
    office.app.clock = NOW + 24 * HOUR
    await office.send()
    expect(await office.rows()).toMatchObject([{ trouble: 'deferred', sent_at: null, attempts: 8 }])
    expect(await office.clocks()).toEqual([])
    office.smtp.behaviour.answer = () => undefined
    expect(await office.send()).toBe(0)
  })

  test('that is not there loses nothing', async () => {
    await bookNamed(office.app, await office.slot())
    await office.smtp.close()
    await office.send()
    expect(await office.rows()).toMatchObject([{ trouble: 'unreachable', attempts: 1 }])
    office.smtp = await startSmtp()
    office.app.clock += MINUTE
    await office.send()
    expect(office.smtp.received).toHaveLength(1)
  })

  test('that refuses our name is told apart', async () => {
    await office.smtp.close()
    office.smtp = await startSmtp({
      disabledCommands: ['STARTTLS'],
      onAuth: (_auth, _session, done) => done(new Error('Wrong')),
      allowInsecureAuth: true,
    })
    await bookNamed(office.app, await office.slot())
    await sendInvitations(office.post({ smtpUrl: office.smtp.url.replace('//', '//us:wrong@') }))
    expect(await office.rows()).toMatchObject([{ trouble: 'credentials-refused' }])
  })

  test('that never comes to its point is not waited for', async () => {
    const dripping = await startDripping()
    await bookNamed(office.app, await office.slot())
    await sendInvitations(office.post({ smtpUrl: dripping.url, patienceMs: 250 }))
    expect(await office.rows()).toMatchObject([{ trouble: 'too-slow', attempts: 1 }])
    await dripping.close()
  })

  test('has no old news: what waited too long is not sent', async () => {
    await bookNamed(office.app, await office.slot())
    office.app.clock += 25 * HOUR // mail was set up later
    await office.send()
    expect(office.smtp.received).toEqual([])
    expect(await office.rows()).toMatchObject([{ trouble: 'too-late', attempts: 0 }])
    expect(await office.clocks()).toEqual([])
  })
})

describe('whoever sends', () => {
  test('killed before saying so sends the same again once the loan ends, and no earlier', async () => {
    await bookNamed(office.app, await office.slot())
    const transactions = office.app.within
    let sent = false
    office.smtp.behaviour.answer = () => {
      sent = true
    }
    const dying: TestApp = {
      ...office.app,
      now: () => office.app.clock,
      within: (scope, work) => (sent ? Promise.reject(new Error('killed')) : transactions(scope, work)),
    }
    await expect(sendInvitations({ ...office.post(), app: dying })).rejects.toThrow('killed')
    office.app.clock += MINUTE - 1
    expect(await office.send()).toBe(0)
    office.app.clock += 1
    await office.send()
    const [first, second, ...others] = office.mails()
    expect(others).toEqual([])
    expect(second?.messageId).toBe(first?.messageId)
    expect(second?.calendar).toBe(first?.calendar)
    expect(first?.messageId).toMatch(/^<[\w-]{36}@passerelle\.example>$/)
    expect(await office.clocks()).toEqual([])
  })

  test('is not alone: of many, each mail is sent by one', async () => {
    for (let n = 0; n < 6; n += 1) await bookNamed(office.app, await office.slot({ startsIn: (n + 1) * HOUR }))
    await Promise.all([office.send(), office.send(), office.send()])
    const uids = office.told().map(([, uid]) => uid)
    expect(uids).toHaveLength(6)
    expect(new Set(uids).size).toBe(6)
  })

  test('takes back what was cancelled while it was being sent, after it', async () => {
    const visit = await bookNamed(office.app, await office.slot())
    office.smtp.behaviour.answer = async () => {
      office.smtp.behaviour.answer = () => undefined
      await office.cancel(visit.id)
      expect(await office.send()).toBe(0) // another one finds the clock lent
    }
    await office.send()
    expect(office.told().map(([method, , sequence]) => [method, sequence])).toEqual([
      ['REQUEST', 1],
      ['CANCEL', 2],
    ])
    expect(await office.clocks()).toEqual([])
  })

  test('says the last word only', async () => {
    const visit = await bookNamed(office.app, await office.slot())
    office.smtp.behaviour.answer = () => {
      throw saying(451)
    }
    await office.send()
    await office.cancel(visit.id)
    office.smtp.behaviour.answer = () => undefined
    office.app.clock += MINUTE
    await office.send()
    expect(office.told().map(([method]) => method)).toEqual(['CANCEL'])
  })

  test('may be told to stop amid a mail', async () => {
    await bookNamed(office.app, await office.slot())
    const stopping = new AbortController()
    office.smtp.behaviour.answer = () => stopping.abort()
    await expect(sendInvitations(office.post(), stopping.signal)).rejects.toThrow()
    expect(await office.nextAt()).toBe(NOW + MINUTE) // lent until then
  })
})
