import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../ui/icon.tsx'
import { audienceWords, releaseWords } from '../ui/opening-words.ts'
import { AudienceChoice } from './audience-fields.tsx'
import type { PreparedOpening } from './open-wish.ts'
import { ReleaseField } from './opening-fields.tsx'

/** For whom, and when it comes back: said in a line each, changed by who wants to. */
export function OpenTerms({ wish }: { wish: PreparedOpening }) {
  const { t } = useTranslation()
  const { visibility, release, choose } = wish
  return (
    <section className="card card-list">
      <Term icon="eye" title={t('agenda.for_whom')} said={audienceWords(t, [...visibility])}>
        <AudienceChoice visibility={visibility} onChange={(chosen) => choose({ visibility: chosen })} />
      </Term>
      <Term icon="return" title={t('agenda.fields.release')} said={releaseWords(t, release)}>
        <ReleaseField release={release} onChange={(chosen) => choose({ release: chosen })} legendHidden />
      </Term>
    </section>
  )
}

interface TermProps {
  readonly icon: IconName
  readonly title: string
  readonly said: string
  readonly children: ReactNode
}

function Term({ icon, title, said, children }: TermProps) {
  return (
    <details className="term">
      <summary className="entry">
        <Icon name={icon} />
        <span>
          <strong>{title}</strong>
          <span className="quiet small slot-detail">{said}</span>
        </span>
        <Icon name="chevron" />
      </summary>
      {children}
    </details>
  )
}
