import { useTranslation } from 'react-i18next'
import type { BoardView } from '../../contract/indicators.ts'
import { decimal, percentage } from '../ui/format.ts'
import { majorationsFinding, participantsFinding, professionWords } from './board-words.ts'
import { Panel } from './panel.tsx'

type Participant = BoardView['participants'][number]

/** Who shares places, by profession. */
export function ParticipantsPanel({ participants }: { participants: readonly Participant[] }) {
  const { t } = useTranslation()
  const sharing = participants.filter(({ participating }) => participating > 0)
  const others = participants.filter(({ participating }) => participating === 0)
  return (
    <Panel title={participantsFinding(t, [...participants])}>
      <table className="table">
        <caption className="visually-hidden">{t('indicators.participants')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('indicators.profession')}</th>
            <th scope="col" className="number">
              {t('indicators.participating')}
            </th>
            <th scope="col" className="number">
              {t('indicators.places')}
            </th>
            <th scope="col">{t('indicators.taken')}</th>
          </tr>
        </thead>
        <tbody>
          {[...sharing, ...others].map((one) => (
            <ParticipantRow key={one.professionCode} {...one} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function ParticipantRow({ professionCode, participating, listed, places, taken }: Participant) {
  const { t } = useTranslation()
  return (
    <tr>
      <th scope="row">{professionWords(t, professionCode)}</th>
      <td className="number">{t('indicators.n_of', { n: participating, of: listed })}</td>
      <td className="number">{decimal(places)}</td>
      <td>{places > 0 && <Share share={taken / places} />}</td>
    </tr>
  )
}

const Share = ({ share }: { share: number }) => (
  <span className="share-bar">
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect className="share-bar-all" width="100" height="10" rx="3" />
      <rect className="share-bar-taken" width={100 * Math.min(1, share)} height="10" rx="3" />
    </svg>
    {percentage(Math.round(share * 100) / 100)}
  </span>
)

/** As declared by the professionals; nothing is computed nor advised. */
export function MajorationsPanel({ majorations }: Pick<BoardView, 'majorations'>) {
  const { t } = useTranslation()
  return (
    <Panel title={majorationsFinding(t, majorations)} hint={t('indicators.cpam')}>
      {majorations.length === 0 ? (
        <p className="quiet">{t('indicators.majorations_none')}</p>
      ) : (
        <table className="table">
          <caption className="visually-hidden">{t('indicators.majorations')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('indicators.majoration_code')}</th>
              <th scope="col" className="number">
                {t('indicators.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {majorations.map(({ code, count }) => (
              <tr key={code}>
                <th scope="row">{code}</th>
                <td className="number">{decimal(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
