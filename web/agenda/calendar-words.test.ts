import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import fr from '../i18n/fr.json' with { type: 'json' }
import { stateWords } from './calendar-words.ts'

const i18n = i18next.createInstance()
beforeAll(() => i18n.init({ lng: 'fr', resources: { fr: { translation: fr } }, interpolation: { escapeValue: false } }))

const NOW = Date.parse('2026-11-24T14:30:00+01:00')
const words = (source: Partial<Parameters<typeof stateWords>[1]>) =>
  stateWords(
    i18n.t,
    { checkedAt: null, succeededAt: '2026-11-24T13:27:00Z', trouble: null, stale: false, ...source },
    NOW,
    'Europe/Paris',
  ).replaceAll(/\s/g, ' ')

describe('the state of a calendar', () => {
  test('says its age, and since when it is silent, and why', () => {
    expect(words({})).toBe('relu il y a 3 min')
    expect(words({ succeededAt: '2026-11-24T13:18:00Z', trouble: 'not-found', stale: true })).toBe(
      'muet depuis 14:18 : l’adresse n’existe plus',
    )
    expect(words({ succeededAt: '2026-11-23T13:18:00Z', stale: true })).toBe('muet depuis hier 14:18')
    expect(words({ succeededAt: null })).toBe('première lecture en cours')
    expect(words({ succeededAt: null, trouble: 'refused' })).toBe('jamais lu : l’accès est refusé')
  })
})
