import { useTranslation } from 'react-i18next'
import type { OpeningBody } from '../../contract/openings.ts'
import { offeredWords, span, whenWords } from '../ui/opening-words.ts'

/** When, and what is offered, in words. */
export function OpeningLines({ opening }: { opening: OpeningBody }) {
  const { t } = useTranslation()
  return (
    <>
      <span className="strong">
        {t('preparation.when', { when: whenWords(t, opening), span: span(opening.from, opening.until) })}
      </span>
      <br />
      <span className="quiet small">{offeredWords(t, opening)}</span>
    </>
  )
}
