import { describe, expect, test } from 'vitest'
import type { AgendaView } from '../../contract/agenda.ts'
import { isHabit, timesToOffer, usualFor } from './usual-times.ts'

const [SATURDAY, SUNDAY, MONDAY] = ['2026-11-28', '2026-11-29', '2026-11-30'] as const

const agenda = (habit: AgendaView['habit']): AgendaView => ({
  practitioner: { id: '', name: '', professionCode: '10' },
  zone: 'Europe/Paris',
  today: SATURDAY,
  locations: [],
  habit,
  days: [SATURDAY, SUNDAY, MONDAY].map((day) => ({ day, slots: [] })),
  proposals: [],
  awaiting: [],
  share: { taken: 0, declared: 0, cap: 20 },
  feedback: [],
})

describe('what is ticked beforehand', () => {
  test('is the habit of that day', () => {
    const known = agenda([{ weekday: 1, time: '09:20' }])
    expect(usualFor(known, MONDAY)).toEqual(['09:20'])
    expect(isHabit(known, MONDAY, ['09:20'])).toBe(true)
  })

  test('is two common hours without a habit, so that a first day costs no more taps', () => {
    const known = agenda([])
    expect(usualFor(known, MONDAY)).toEqual(['11:40', '17:20'])
    expect(isHabit(known, MONDAY, ['11:40', '17:20'])).toBe(false)
    expect(timesToOffer(known, MONDAY)).toEqual(expect.arrayContaining(['11:40', '17:20']))
  })

  test('is never an hour that is past, and nothing on a Sunday', () => {
    const noon = Date.parse('2026-11-28T12:00:00+01:00')
    expect(usualFor(agenda([]), SATURDAY, noon)).toEqual(['14:00', '17:20'])
    expect(usualFor(agenda([]), SUNDAY)).toEqual([])
  })
})
