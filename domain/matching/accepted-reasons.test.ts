import { expect, test } from 'vitest'
import { acceptsReason } from './accepted-reasons.ts'

test.each([
  ['anything when nothing is said', [], 'Douleur lombaire aiguë', true],
  ['whatever is still being asked', ['Plaies'], null, true],
  ['all words of one line, in any order', ['Lombaire douleur'], 'Douleur lombaire aiguë', true],
  ['several', ['Douleurs lombaires'], 'Douleur lombaire aiguë', true],
  ['without accent nor case', ['FIEVRE DE L’ENFANT'], 'Fièvre chez un enfant', true],
  ['one of a line that says several', ['Plaies, sutures et brûlures'], 'Brûlure de la main', true],
  ['the other line', ['Plaies', 'Certificat ou vaccin'], 'Vaccin grippe', true],
  ['nothing when a word is missing', ['Douleur lombaire'], 'Douleur abdominale', false],
  ['nothing by part of a word', ['Toux'], 'Douleur toute la nuit', false],
  ['nothing else', ['Plaies', 'Sutures'], 'Fièvre depuis 48 h', false],
  ['anything when its lines hold no word', ['de la', '…'], 'Fièvre', true],
])('accepts %s', (_what, accepted, reason, expected) => {
  expect(acceptsReason(accepted, reason)).toBe(expected)
})
