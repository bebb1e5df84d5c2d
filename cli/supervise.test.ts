import { describe, expect, test } from 'vitest'
import { readSettings } from '../server/settings.ts'
import { Trouble } from '../server/trouble.ts'
import { troubleOf } from './supervise.ts'

const settings = readSettings({ PASSERELLE_DATA: '/srv/passerelle' })
const yours = readSettings({ DATABASE_URL: 'postgres://passerelle@db.example/passerelle' })
const coded = (code: string) => Object.assign(new Error(code), { code })

describe('a start that fails', () => {
  test.each(['ENOSPC', 'EDQUOT', '53100'])('with %s says which disk is full', async (code) => {
    const trouble = await troubleOf(coded(code), settings)
    expect(trouble).toBeInstanceOf(Trouble)
    expect(trouble).toMatchObject({ code: 'disk-full', message: expect.stringContaining('/srv/passerelle is full') })
  })

  test('on a full database of yours names it, not the data folder', async () => {
    const trouble = await troubleOf(coded('53100'), yours)
    expect(trouble).toMatchObject({ code: 'disk-full', message: expect.stringContaining('DATABASE_URL') })
  })

  test('because the database was lost says so', async () => {
    const lost = new Error('Connection terminated unexpectedly')
    expect(await troubleOf(lost, yours)).toMatchObject({ code: 'database-unreachable' })
  })

  test('for another reason says that reason', async () => {
    const [bug, refused] = [new Error('a bug'), new Trouble('port-in-use', 'Port 3000 is taken.')]
    expect(await troubleOf(bug, settings)).toBe(bug)
    expect(await troubleOf(refused, settings)).toBe(refused)
  })
})
