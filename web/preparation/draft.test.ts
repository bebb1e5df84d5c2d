import { expect, test } from 'vitest'
import { templatesFor } from '../../domain/agenda/templates.ts'
import { draftsOf, lengthOf, openingOf, placesAWeek, problemOf, usualDrafts } from './draft.ts'

const [morning] = usualDrafts('10', 'a-place')
if (!morning) throw new Error('A general practice has a template')

test('begins with what the profession usually shares', () => {
  const [template] = templatesFor('10')
  expect(template && draftsOf(template, 'a-place')).toEqual(usualDrafts('10', 'a-place'))
  expect(placesAWeek(usualDrafts('10', 'a-place'))).toBe(20)
})

test('becomes an opening of each week, on the first of its days', () => {
  const opening = openingOf({ ...morning, weekdays: [1, 4] }, '2026-11-24')
  expect(opening).toMatchObject({ day: '2026-11-26', recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO,TH' } })
  expect(opening).not.toHaveProperty('weekdays')
  expect(opening).not.toHaveProperty('key')
})

test('says what is missing', () => {
  expect(problemOf(morning)).toBeUndefined()
  expect(problemOf({ ...morning, weekdays: [] })).toBe('weekdays')
  expect(problemOf({ ...morning, from: '' })).toBe('hours')
  expect(problemOf({ ...morning, from: '11:00', until: '11:10' })).toBe('too-short')
})

test('ends the next day when it ends at or before its beginning', () => {
  expect(lengthOf({ from: '22:00', until: '06:00' })).toBe(480)
  expect(lengthOf({ from: '08:00', until: '08:00' })).toBe(1440)
})
