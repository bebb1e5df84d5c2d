import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestRow } from '../../contract/requests.ts'
import { spokenTime } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { Logo } from '../ui/logo.tsx'
import { announce, ProblemNotice, Waiting } from '../ui/notices.tsx'
import { serverNow, useServerTime } from '../ui/server-clock.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { myDrafts } from './drafts.ts'
import { inOrder, isLate, type QueueItem, withDrafts } from './progress.ts'
import { DraftRow, QueueRow } from './queue-row.tsx'
import { queue } from './request-queries.ts'

const TABS = ['open', 'mine', 'late', 'closed'] as const
type Tab = (typeof TABS)[number]

interface QueuePanelProps {
  readonly you: string
  /** The request or draft that is open. */
  readonly current: string | undefined
  readonly onOpen: (request: RequestRow) => void
  readonly onOpenDraft: (draftId: string) => void
}

/** Who waits: the most pressing first, late ones on top, never a name. */
export function QueuePanel(props: QueuePanelProps) {
  const { t } = useTranslation()
  const [tab, setTab] = useState<Tab>('open')
  const open = useQuery(queue('open'))
  const closed = useQuery(queue('closed-today'))
  const lists = useLists(props.you, open.data ?? [], closed.data ?? [])
  const shown = tab === 'closed' ? closed : open
  useWalking()
  useSaidFreed(open.data)
  return (
    <section className="zone queue" aria-label={t('requests.queue.title')} data-zone="queue">
      <div className="zone-head">
        <h2>
          {`${t('requests.queue.short')} `}
          <span className="faint">{lists.open.length}</span>
        </h2>
        <Tabs tab={tab} onChange={setTab} lists={lists} />
      </div>
      {shown.isError && <ProblemNotice error={shown.error} retry={shown.refetch} />}
      {shown.isPending && <Waiting>{t('requests.queue.waiting')}</Waiting>}
      {shown.data && <Rows {...props} tab={tab} rows={lists[tab]} />}
      <p className="zone-foot small quiet">
        <Icon name="flag" />
        {t('requests.queue.legend')}
      </p>
    </section>
  )
}

type Lists = Readonly<Record<Tab, readonly RequestRow[]>>

function useLists(you: string, open: readonly RequestRow[], closed: readonly RequestRow[]): Lists {
  const now = useServerTime(10)
  const sorted = inOrder(open, now)
  return {
    open: sorted,
    mine: sorted.filter(({ takenBy }) => takenBy?.id === you),
    late: sorted.filter((row) => isLate(row, now)),
    closed,
  }
}

function Tabs({ tab, onChange, lists }: { tab: Tab; onChange: (tab: Tab) => void; lists: Lists }) {
  const { t } = useTranslation()
  const text = (one: Tab) =>
    one === 'open' ? t('requests.queue.open') : t(`requests.queue.${one}`, { count: lists[one].length })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, these are buttons
    <div className="tabs" role="group" aria-label={t('requests.queue.tabs')}>
      {TABS.map((one) => (
        <button key={one} type="button" className="tab" aria-pressed={one === tab} onClick={() => onChange(one)}>
          {text(one)}
        </button>
      ))}
    </div>
  )
}

function Rows({ tab, rows, you, current, onOpen, onOpenDraft }: QueuePanelProps & { tab: Tab; rows: Lists[Tab] }) {
  const [openedAt] = useState(serverNow)
  const { data: drafts = [] } = useQuery(myDrafts)
  const now = useServerTime(10)
  const typing = tab === 'open' || tab === 'mine' ? drafts : []
  const items = tab === 'closed' ? rows.map((row): QueueItem => ({ row })) : withDrafts(rows, typing, current, now)
  if (items.length === 0) return <NobodyWaits tab={tab} />
  return (
    <ul className="queue-rows">
      {items.map(({ row, draft }) =>
        draft ? (
          <DraftRow
            key={draft.id}
            draft={draft}
            isCurrent={draft.id === current}
            onOpen={() => onOpenDraft(draft.id)}
          />
        ) : (
          <QueueRow
            key={row.id}
            row={row}
            isYours={row.takenBy?.id === you}
            isNew={Date.parse(row.refill?.proposedAt ?? row.createdAt) > openedAt}
            isCurrent={row.id === current}
            onOpen={() => onOpen(row)}
          />
        ),
      )}
    </ul>
  )
}

/** Reads out each place that comes free while one looks, not those that were there before. */
function useSaidFreed(rows: readonly RequestRow[] | undefined) {
  const { t } = useTranslation()
  const known = useRef<ReadonlySet<string>>(undefined)
  useEffect(() => {
    if (!rows) return
    const freed = rows.flatMap(({ refill, reason }) => (refill ? [{ ...refill, reason }] : []))
    const fresh = known.current ? freed.find(({ id }) => !known.current?.has(id)) : undefined
    known.current = new Set([...(known.current ?? []), ...freed.map(({ id }) => id)])
    if (!fresh) return
    const { practitioner, startsAt, reason } = fresh
    announce(t('requests.queue.said_freed', { name: practitioner, time: spokenTime(startsAt), reason }))
  }, [rows, t])
}

function NobodyWaits({ tab }: { tab: Tab }) {
  const { t } = useTranslation()
  return (
    <div className="queue-empty">
      {tab === 'open' && <Logo height={50} />}
      <p className="strong">{t(`requests.queue.empty_${tab}`)}</p>
      {tab === 'open' && <p>{t('requests.queue.empty_next')}</p>}
    </div>
  )
}

/** `J` and `K` anywhere, the arrows while the focus is in the queue. */
function useWalking() {
  const { t } = useTranslation()
  const inQueue = (by: number) => () => {
    if (document.activeElement?.closest('[data-zone=queue]')) walk(by)
  }
  useShortcuts({
    J: { label: t('requests.keys.next'), run: () => walk(1) },
    K: { label: t('requests.keys.previous'), run: () => walk(-1) },
    ArrowDown: inQueue(1),
    ArrowUp: inQueue(-1),
  })
}

function walk(by: number) {
  const rows = [...document.querySelectorAll<HTMLElement>('.queue-row')]
  const focused = rows.indexOf(document.activeElement as HTMLElement)
  const from = focused === -1 ? rows.findIndex((row) => row.ariaCurrent === 'true') : focused
  rows[Math.max(0, Math.min(rows.length - 1, from + by))]?.focus()
}
