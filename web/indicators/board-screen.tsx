import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BoardView } from '../../contract/indicators.ts'
import { SelectField } from '../ui/field.tsx'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { type BoardSelection, boardOf, type Select } from './board.ts'
import { dayWords, EVERY_SOURCE, sourceOptions } from './board-words.ts'
import { CommunesPanel } from './communes-panel.tsx'
import { DrillDown } from './drill-down.tsx'
import { FatesPanel } from './fates-panel.tsx'
import { FigureStrip } from './figure-strip.tsx'
import { MajorationsPanel, ParticipantsPanel } from './participants-panel.tsx'

interface BoardScreenProps {
  readonly selection: BoardSelection
  readonly onSelect: Select
}

/** What becomes of the requests of a territory, without any identity; the third column is always what is behind. */
export function BoardScreen({ selection, onSelect }: BoardScreenProps) {
  const { t } = useTranslation()
  const board = useQuery(boardOf(selection.source))

  if (board.isPending) return <Waiting>{t('indicators.waiting')}</Waiting>
  if (board.data === undefined)
    return (
      <div className="board-problem">
        <ProblemNotice error={board.error} retry={board.refetch} />
      </div>
    )
  return (
    <main className="board">
      <BoardHead board={board.data} source={selection.source} onSelect={onSelect} />
      {board.isError && <ProblemNotice error={board.error} retry={board.refetch} />}
      {hasRequests(board.data) ? (
        <>
          <FigureStrip
            figures={board.data.indicators}
            weeks={board.data.weeks}
            selected={selection}
            onSelect={onSelect}
          />
          <Panels board={board.data} selection={selection} onSelect={onSelect} />
        </>
      ) : (
        <p className="panel board-empty">{t('indicators.too_few')}</p>
      )}
    </main>
  )
}

const hasRequests = ({ indicators }: BoardView) =>
  indicators.some(({ name, total }) => name === 'requests' && total.numerator > 0)

interface PartProps extends BoardScreenProps {
  readonly board: BoardView
}

function BoardHead({
  board,
  source = EVERY_SOURCE,
  onSelect,
}: Omit<PartProps, 'selection'> & { source: string | undefined }) {
  const { t } = useTranslation()
  const count = board.weeks.length
  const weeks = count === 8 ? t('indicators.weeks_usual') : t('indicators.weeks', { count })
  return (
    <div className="board-head">
      <h1>{t('indicators.title', { weeks, day: dayWords(board.until) })}</h1>
      <SelectField
        label={t('indicators.source')}
        value={source}
        options={sourceOptions(t)}
        onChange={(chosen) => onSelect({ source: chosen === EVERY_SOURCE ? undefined : chosen })}
      />
      <Link to="/preparation" className="button">
        {t('preparation.title')}
      </Link>
    </div>
  )
}

const Panels = ({ board, selection, onSelect }: PartProps) => (
  <div className="board-panels">
    <FatesPanel board={board} selected={selection.week} onSelect={onSelect} />
    <CommunesPanel communes={board.communes} selected={selection.commune} onSelect={onSelect} />
    <ParticipantsPanel participants={board.participants} />
    <MajorationsPanel majorations={board.majorations} />
    <DrillDown board={board} selection={selection} onSelect={onSelect} />
  </div>
)
