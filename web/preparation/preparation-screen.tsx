import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { DraftPanel } from './draft-panel.tsx'
import { LinkPanel } from './link-panel.tsx'
import { MembersPanel } from './members-panel.tsx'
import { type Preparations, type Prepared, preparations } from './preparations.ts'
import { PreparedPanel } from './prepared-panel.tsx'

/** The coordinator prepares a member's openings; the member confirms them by one link, and nothing is shared before. */
export function PreparationScreen({ zone }: { zone: string }) {
  const { t } = useTranslation()
  const list = useQuery(preparations)

  if (list.isPending) return <Waiting>{t('preparation.waiting')}</Waiting>
  if (list.data === undefined)
    return (
      <div className="preparation-problem">
        <ProblemNotice error={list.error} retry={list.refetch} />
      </div>
    )
  return (
    <main className="preparation">
      <div className="preparation-head">
        <h1>{t('preparation.title')}</h1>
        <p className="quiet">{t('preparation.purpose')}</p>
        <Link to="/tableau" className="button">
          {t('preparation.board')}
        </Link>
      </div>
      {list.isError && <ProblemNotice error={list.error} retry={list.refetch} />}
      <Panels list={list.data} zone={zone} />
    </main>
  )
}

function Panels({ list, zone }: { list: Preparations; zone: string }) {
  const [chosenId, setChosenId] = useState<string>()
  const [prepared, setPrepared] = useState<Prepared>()
  const chosen = list.practitioners.find(({ id }) => id === chosenId)
  const choose = (id: string) => {
    setPrepared(undefined)
    setChosenId(id)
  }
  return (
    <div className="preparation-panels">
      <MembersPanel list={list} chosenId={chosenId} onChoose={choose} />
      {prepared ? (
        <LinkPanel prepared={prepared} zone={zone} onDone={() => setPrepared(undefined)} />
      ) : (
        <DraftPanel key={chosenId} member={chosen} zone={zone} onPrepared={setPrepared} />
      )}
      <PreparedPanel preparations={list.preparations} zone={zone} />
    </div>
  )
}
