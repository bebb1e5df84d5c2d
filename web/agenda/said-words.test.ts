import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { readOpeningText } from '../../domain/agenda/said.ts'
import fr from '../i18n/fr.json' with { type: 'json' }
import { saidWords } from './said-words.ts'

const i18n = i18next.createInstance()
beforeAll(() => i18n.init({ lng: 'fr', resources: { fr: { translation: fr } }, interpolation: { escapeValue: false } }))

const TUESDAY = '2026-11-24'

test.each([
  ['demain 11h 2x15', 'Demain mercredi 25 novembre : 11:00, 11:15, 15 min chacune'],
  ['tous les jeudis 9h-12h 30 min', 'Tous les jeudis : 9:00, 9:30, 10:00, 10:30, 11:00, 11:30, 30 min chacune'],
  ['jeudi 14h-16h plage 3 patients', 'Jeudi 26 novembre : 14:00–16:00, plage pour 3 patients'],
])('« %s » is said back as « %s »', (text, words) => {
  const said = readOpeningText(text, { today: TUESDAY, nowTime: '08:00', defaults: { minutes: 15 } })
  if ('problem' in said) throw new Error(`${said.problem} ${said.part}`)
  expect(saidWords(i18n.t, said, TUESDAY).replaceAll('\u202f', ' ')).toBe(words)
})
