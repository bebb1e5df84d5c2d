import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { type AbsenceBody, OpeningBody } from '../../contract/openings.ts'
import fr from '../i18n/fr.json' with { type: 'json' }
import { absenceWords, offeredWords, span, whenWords } from './opening-words.ts'

const i18n = i18next.createInstance()
beforeAll(() => i18n.init({ lng: 'fr', resources: { fr: { translation: fr } }, interpolation: { escapeValue: false } }))

const opening = (part: object): OpeningBody =>
  OpeningBody.parse({
    locationId: '00000000-0000-4000-8000-000000000000',
    day: '2026-11-26',
    from: '09:00',
    until: '12:00',
    ...part,
  })
const rule = (rrule: string) => opening({ recurrence: { rrule } })

describe('an opening in words', () => {
  test.each([
    ['FREQ=WEEKLY;BYDAY=TH', 'Tous les jeudis'],
    ['FREQ=WEEKLY;BYDAY=MO,WE,TH', 'Tous les lundis, mercredis et jeudis'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Du lundi au vendredi'],
    ['FREQ=DAILY', 'Tous les jours'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', 'Un jeudi sur deux'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'Les lundis et jeudis, une semaine sur deux'],
    ['FREQ=MONTHLY;BYDAY=1TU', 'Le 1er mardi du mois'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'Le dernier vendredi du mois'],
    ['FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630', 'Tous les jeudis, jusqu’au mercredi 30 juin'],
    ['FREQ=WEEKLY;COUNT=3', 'Répétition particulière, depuis le jeudi 26 novembre'],
  ])('%s is « %s »', (rrule, words) => {
    expect(whenWords(i18n.t, rule(rrule))).toBe(words)
  })

  test('says a single one by its day, and its hours as a span', () => {
    expect(whenWords(i18n.t, opening({}))).toBe('Jeudi 26 novembre')
    expect(span('09:00', '12:00')).toBe('9:00–12:00')
  })

  test('says for whom, how long and when it comes back', () => {
    const release = { kind: 'day-before', days: 1, time: '19:00' }
    expect(offeredWords(i18n.t, opening({ release, visibility: ['CPTS', 'SNP'] }))).toBe(
      '15 min chacune · régulation et CPTS · rendues la veille à 19:00',
    )
    expect(offeredWords(i18n.t, opening({ release: { kind: 'before', minutes: 60 } }))).toContain('rendues 1 h avant')
  })

  test('says a range, ages, reasons and how people come', () => {
    const range = opening({
      kind: 'range',
      slotMinutes: null,
      places: 3,
      modality: 'HH',
      booking: 'WALKIN',
      minAgeMonths: 72,
      maxAgeMonths: 191,
      reasons: ['pansement'],
      visibility: ['PUBLIC'],
    })
    expect(offeredWords(i18n.t, range)).toBe(
      '3 patients · À domicile · tout public · sans rendez-vous · de 6 à 15 ans · pansement',
    )
  })
})

describe('an absence in words', () => {
  const absence = (part: Partial<AbsenceBody>): AbsenceBody => ({
    locationId: null,
    from: { day: '2026-11-24', time: '00:00' },
    until: { day: '2026-11-25', time: '00:00' },
    recurrence: null,
    ...part,
  })

  test.each<[Partial<AbsenceBody>, string]>([
    [{}, 'Mardi 24 novembre'],
    [{ until: { day: '2026-11-27', time: '00:00' } }, 'Du mardi 24 novembre au jeudi 26 novembre'],
    [{ from: { day: '2026-11-24', time: '14:05' } }, 'Mardi 24 novembre, à partir de 14:05'],
    [
      { from: { day: '2026-11-24', time: '14:00' }, until: { day: '2026-11-24', time: '18:00' } },
      'Mardi 24 novembre, 14:00–18:00',
    ],
    [{ until: null }, 'Depuis mardi 24 novembre, sans date de retour'],
    [{ recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU', exceptOn: [] } }, 'Tous les mardis'],
  ])('%j is « %s »', (part, words) => {
    expect(absenceWords(i18n.t, absence(part))).toBe(words)
  })
})
