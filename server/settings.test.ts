import { describe, expect, test } from 'vitest'
import { readSettings } from './settings.ts'

describe('settings', () => {
  test('have a default each', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      host: 'localhost',
      dataFolder: expect.stringMatching(/\.passerelle$/),
    })
    expect(readSettings({})).not.toHaveProperty('database')
  })

  test('take an empty value for none', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' })).toEqual(readSettings({}))
  })

  test('list the hosts of calendars', () => {
    const hosts = (PASSERELLE_CALENDAR_HOSTS: string) => readSettings({ PASSERELLE_CALENDAR_HOSTS }).calendarHosts
    expect(hosts('')).toEqual([])
    expect(hosts('Nuage.lan, 10.0.0.5:5232')).toEqual(['nuage.lan', '10.0.0.5:5232'])
  })

  test('prefer a database of yours', () => {
    const url = 'postgres://owner@db.example/passerelle'
    expect(readSettings({ DATABASE_URL: url, PASSERELLE_SOCKET: '/tmp/socket' }).database).toEqual({
      kind: 'yours',
      url,
    })
  })

  test.each([
    ['PORT', 'many'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://db.example'],
    ['PASSERELLE_CALENDAR_HOSTS', 'http://nuage.lan'],
    ['PASSERELLE_SMTP_URL', 'https://mail.example'],
    ['PASSERELLE_SMTP_URL', 'smtp://mail.example'], // without an address to send from
    ['PASSERELLE_MAIL_FROM', 'agenda@passerelle.example'],
    ['PASSERELLE_MAIL_FROM', 'Passerelle <agenda@passerelle.example>'],
  ])('are refused by name: %s=%s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(name)
  })

  test('send mail only when they say where and in whose name', () => {
    const given = { PASSERELLE_SMTP_URL: 'smtp://mail.example:25', PASSERELLE_MAIL_FROM: 'agenda@passerelle.example' }
    expect(readSettings(given).mail).toEqual({
      smtpUrl: 'smtp://mail.example:25',
      from: 'agenda@passerelle.example',
    })
    expect(readSettings({})).not.toHaveProperty('mail')
  })
})
