import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { listOpenings } from '../../contract/openings.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { clockTime, dayName } from '../ui/format.ts'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { Tag } from '../ui/state-tag.tsx'
import { dayOf } from '../ui/wall-time.ts'
import { summaryWords } from './edit-words.ts'
import { openingsOf } from './team.ts'

type EditView = z.infer<typeof listOpenings.reply>['edits'][number]

interface HistoryPanelProps {
  readonly practitioner: { readonly id: string; readonly name: string }
  readonly zone: string
  readonly undo: (practitionerId: string, editId: string) => unknown
  readonly onClose: () => void
}

/** Who changed this agenda, when and what; everybody concerned reads the same. */
export function HistoryPanel({ practitioner, zone, undo, onClose }: HistoryPanelProps) {
  const { t } = useTranslation()
  return (
    <aside className="team-history" aria-label={t('team.edits.title')}>
      <div className="team-history-head">
        <h2>{t('team.edits.title')}</h2>
        <IconButton icon="cross" label={t('dialog.close')} onClick={onClose} />
      </div>
      <p className="quiet">{t('team.edits.of', { name: practitioner.name })}</p>
      <Changes practitionerId={practitioner.id} zone={zone} onUndo={(editId) => undo(practitioner.id, editId)} />
    </aside>
  )
}

interface ChangesProps {
  readonly practitionerId: string
  readonly zone: string
  readonly onUndo: (editId: string) => void
}

function Changes({ practitionerId, zone, onUndo }: ChangesProps) {
  const { t } = useTranslation()
  const known = useQuery(openingsOf(practitionerId))
  if (known.isPending) return <Waiting>{t('team.edits.waiting')}</Waiting>
  if (known.data === undefined) return <ProblemNotice error={known.error} retry={known.refetch} />
  if (known.data.edits.length === 0) return <p>{t('team.edits.none')}</p>
  return (
    <ol className="team-edits">
      {known.data.edits.map((edit) => (
        <Change key={edit.id} edit={edit} zone={zone} busy={known.isFetching} onUndo={() => onUndo(edit.id)} />
      ))}
    </ol>
  )
}

const KINDS = ['open', 'edit', 'remove', 'absent', 'present', 'copy-week', 'settings', 'undo'] as const

interface ChangeProps {
  readonly edit: EditView
  readonly zone: string
  /** While the list is read again: what could be undone may have changed. */
  readonly busy: boolean
  readonly onUndo: () => void
}

function Change({ edit, zone, busy, onUndo }: ChangeProps) {
  const { t } = useTranslation()
  const kind = KINDS.find((one) => one === edit.kind) ?? 'other'
  const summary = summaryWords(t, edit.summary, dayOf(serverNow(), zone))
  const when = (at: string) => t('team.edits.at', { day: dayName(at, serverNow(), zone), time: clockTime(at, zone) })
  return (
    <li>
      <p>
        <strong>{edit.isMine ? t('team.edits.by_you') : edit.by}</strong>
        <span className="quiet small"> {when(edit.at)}</span>
      </p>
      <p>{t(`team.edits.kind.${kind}`)}</p>
      {summary && <p className="quiet small">{summary}</p>}
      {edit.undoneAt !== null && <Tag icon="return">{t('team.edits.undone', { when: when(edit.undoneAt) })}</Tag>}
      {edit.canUndo && edit.undoneAt === null && (
        <Button icon="return" busy={busy} onClick={onUndo}>
          {t('team.edits.undo')}
        </Button>
      )}
    </li>
  )
}
