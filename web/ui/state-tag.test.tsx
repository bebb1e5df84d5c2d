import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, test } from 'vitest'
import { i18n } from '../app/i18n.ts'
import { StateTag, type StateTagProps } from './state-tag.tsx'

const words = (props: StateTagProps) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <StateTag {...props} />
    </I18nextProvider>,
  ).replace(/<[^>]+>/g, '')

describe('the state of a request', () => {
  test.each<[StateTagProps, string]>([
    [{ state: 'DRAFT' }, 'À qualifier'],
    [{ state: 'SEARCHING' }, 'Recherche'],
    [{ state: 'SEARCHING', offersReady: true }, 'Offres prêtes'],
    [{ state: 'PROPOSED', proposedTo: 4 }, 'Proposée à 4'],
    [{ state: 'PROPOSED', proposedTo: 9, broadcast: true }, 'Diffusée'],
    [{ state: 'HELD', suffix: '2:41' }, 'Retenue 2:41'],
    [{ state: 'FULFILLED', sex: 'female' }, 'Venue'],
    [{ state: 'FULFILLED' }, 'Présence\u202f: oui'],
    [{ state: 'NO_SHOW', sex: 'male' }, 'Pas venu'],
    [{ state: 'REORIENTED_AMU' }, 'Réorientée au 15'],
  ])('%o reads « %s »', (props, word) => {
    expect(words(props)).toBe(word)
  })
})
