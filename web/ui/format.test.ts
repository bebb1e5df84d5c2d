import { describe, expect, test } from 'vitest'
import {
  clockTime,
  clockTimeWithSeconds,
  countdown,
  dayName,
  decimal,
  duration,
  fullDay,
  percentage,
  phoneNumber,
  spokenTime,
} from './format.ts'

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')
const MINUTE = 60_000
const now = '2026-11-24T13:22:49Z'

describe('a time', () => {
  test.each([
    ['2026-11-24T16:20:00Z', 'Europe/Paris', '17:20', '17 h 20'],
    ['2026-07-24T06:40:00Z', 'Europe/Paris', '8:40', '8 h 40'],
    ['2026-11-24T19:00:00Z', 'Europe/Paris', '20:00', '20 h'],
    ['2026-11-24T23:05:00Z', 'Europe/Paris', '0:05', '0 h 05'],
    ['2026-11-24T13:05:00Z', 'Indian/Reunion', '17:05', '17 h 05'],
  ])('%s in %s is %s in a table and %s in a sentence', (at, zone, table, sentence) => {
    expect(clockTime(at, zone)).toBe(table)
    expect(plain(spokenTime(at, zone))).toBe(sentence)
  })
  test('shows its seconds when asked', () => expect(clockTimeWithSeconds(now)).toBe('14:22:49'))
  test('keeps its units on the line', () => expect(spokenTime(now)).toBe('14\u00a0h\u00a022'))
})

describe('a duration', () => {
  test.each([
    [30_000, '< 1 min'],
    [3 * MINUTE + 59_000, '3 min'],
    [138 * MINUTE, '2 h 18'],
    [302 * MINUTE, '5 h 02'],
    [24 * 60 * MINUTE, '24 h'],
    [-22 * MINUTE, '22 min'],
    [72 * 60 * MINUTE, '3 jours'],
  ])('of %i ms is %s', (milliseconds, words) => expect(plain(duration(milliseconds))).toBe(words))
})

describe('a countdown', () => {
  test.each([
    [161_000, '2:41'],
    [700_000, '11:40'],
    [200, '0:01'],
    [0, '0:00'],
    [-5, '0:00'],
    [3_723_000, '1:02:03'],
  ])('of %i ms is %s', (milliseconds, words) => expect(countdown(milliseconds)).toBe(words))
})

describe('a day', () => {
  test.each([
    ['2026-11-24T22:59:00Z', 'aujourd’hui'],
    ['2026-11-24T23:30:00Z', 'demain'],
    ['2026-11-23T10:00:00Z', 'hier'],
    ['2026-11-26T10:00:00Z', 'jeudi 26'],
    ['2026-12-01T10:00:00Z', 'mardi 1er décembre'],
  ])('%s is %s', (at, words) => expect(dayName(at, now)).toBe(words))
  test('has a full name', () => expect(fullDay(now)).toBe('mardi 24 novembre'))
})

describe('a number', () => {
  test.each([
    ['+33639984107', '06 39 98 41 07'],
    ['06.39.98.41.07', '06 39 98 41 07'],
    ['+262692123456', '06 92 12 34 56'],
    ['15', '15'],
    ['+41791234567', '+41791234567'],
  ])('%s to dial reads %s', (number, words) => expect(plain(phoneNumber(number))).toBe(words))
  test.each([
    [0.052, '5,2 %'],
    [0.91, '91 %'],
  ])('%d as a share reads %s', (share, words) => expect(plain(percentage(share))).toBe(words))
  test('groups its thousands', () => expect(plain(decimal(1240.5))).toBe('1 240,5'))
})
