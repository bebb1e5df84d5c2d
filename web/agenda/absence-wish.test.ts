import { describe, expect, test } from 'vitest'
import { type AbsenceDraft, absenceOf } from './absence-wish.ts'

const TUESDAY = { today: '2026-11-24', time: '14:05' }
const draft = (part: Partial<AbsenceDraft>): AbsenceDraft => ({
  kind: 'now',
  from: '',
  until: '',
  weekdays: [],
  hours: undefined,
  locationId: null,
  ...part,
})
const periodOf = (part: Partial<AbsenceDraft>, now = TUESDAY) => absenceOf(draft(part), now)

describe('an absence', () => {
  test('from now lasts until the day ends', () => {
    expect(periodOf({ kind: 'now' })).toMatchObject({
      from: { day: '2026-11-24', time: '14:05' },
      until: { day: '2026-11-25', time: '00:00' },
    })
  })

  test('this afternoon begins at noon, or now when noon is past', () => {
    expect(periodOf({ kind: 'afternoon' }, { ...TUESDAY, time: '09:00' })?.from.time).toBe('12:00')
    expect(periodOf({ kind: 'afternoon' })?.from.time).toBe('14:05')
  })

  test('tomorrow is the whole day', () => {
    expect(periodOf({ kind: 'tomorrow' })).toMatchObject({
      from: { day: '2026-11-25', time: '00:00' },
      until: { day: '2026-11-26', time: '00:00' },
    })
  })

  test('between dates includes the last one, and waits for what is missing', () => {
    expect(periodOf({ kind: 'dates', from: '2026-12-24', until: '2027-01-01' })?.until).toEqual({
      day: '2027-01-02',
      time: '00:00',
    })
    expect(periodOf({ kind: 'dates' })).toBeUndefined()
    expect(periodOf({ kind: 'dates', from: '2026-12-24', until: '2026-12-23' })).toBeUndefined()
    const hours = { from: '14:00', until: '12:00' }
    expect(periodOf({ kind: 'dates', from: '2026-12-24', hours })).toBeUndefined()
    expect(periodOf({ kind: 'dates', from: '2026-12-24', until: '2026-12-26', hours })).toBeDefined()
  })

  test('each week begins on the first such day', () => {
    expect(periodOf({ kind: 'weekly', weekdays: [3] })).toMatchObject({
      from: { day: '2026-11-25', time: '00:00' },
      recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=WE' },
    })
    expect(periodOf({ kind: 'weekly' })).toBeUndefined()
  })

  test('without a known end has none', () => {
    expect(periodOf({ kind: 'open' })).toMatchObject({ from: { day: '2026-11-24', time: '14:05' }, until: null })
  })
})
