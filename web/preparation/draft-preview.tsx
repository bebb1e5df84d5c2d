import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { OpeningBody } from '../../contract/openings.ts'
import { openingOf, placesAWeek, problemOf } from './draft.ts'
import { OpeningLines } from './opening-lines.tsx'
import type { AgendaDraft } from './use-draft.ts'

/** What the professional will read, before the link is made. */
export function DraftPreview({ draft }: { draft: AgendaDraft }) {
  const { t } = useTranslation()
  const titleId = useId()
  const sound = draft.drafts.filter((one) => problemOf(one) === undefined)
  const openings = sound.flatMap((one) => {
    const { data } = OpeningBody.safeParse(openingOf(one, draft.firstDay))
    return data ? [{ key: one.key, ...data }] : []
  })
  return (
    <section className="draft-preview" aria-labelledby={titleId}>
      <h3 id={titleId}>{t('preparation.preview', { count: placesAWeek(sound) })}</h3>
      <ul>
        {openings.map(({ key, ...opening }) => (
          <li key={key}>
            <OpeningLines opening={opening} />
          </li>
        ))}
      </ul>
    </section>
  )
}
