import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { clockTimeWithSeconds } from '../ui/format.ts'
import { Note, ProblemNotice, Waiting } from '../ui/notices.tsx'
import { entriesOf } from './entries.ts'
import { OfferEntries } from './offer-list.tsx'
import { type Need, previewFor } from './offer-queries.ts'
import { Stale } from './offers-panel.tsx'

interface PreviewPanelProps {
  readonly need: Need
  /** What is not said yet and would change the order. */
  readonly missing: readonly ('commune' | 'attending' | 'age')[]
}

/** Who could be offered, finer with each field. Nothing is held from here. */
export function PreviewPanel({ need, missing }: PreviewPanelProps) {
  const { t } = useTranslation()
  const { data, isPending, error, refetch } = useQuery(previewFor(need))
  const what = missing.map((name) => t(`matching.missing.${name}`)).join(', ')
  return (
    <>
      <div className="zone-head">
        <h2>{data ? t('matching.possible', { count: data.count }) : t('matching.preview')}</h2>
        <p className="zone-head-end small quiet">
          {t('matching.refining')}
          <br />
          {data && clockTimeWithSeconds(data.asOf.at)}
        </p>
      </div>
      {missing.length > 0 && (
        <div className="banner">
          <Note tone="blue" icon="lens">
            {t('matching.provisional', { what, count: missing.length })}
          </Note>
        </div>
      )}
      {data && !data.fresh && <Stale at={data.freshAt} />}
      {error && <ProblemNotice error={error} retry={refetch} />}
      {isPending && <Waiting>{t('matching.waiting')}</Waiting>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="zone-body offers" tabIndex={0} aria-label={t('matching.preview')}>
        {data?.count === 0 && <p className="offers-empty">{t('matching.none')}</p>}
        <OfferEntries entries={entriesOf(data?.offers ?? [])} />
      </section>
    </>
  )
}
