import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TeamAgenda } from '../../contract/team.ts'
import { SelectField } from '../ui/field.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { ShortcutsDialog } from '../ui/shortcuts-dialog.tsx'
import { CopyWeekDialog } from './copy-week-dialog.tsx'
import { EffectDialog } from './effect-dialog.tsx'
import { GroupForm } from './group-form.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { isoDay } from './layout.ts'
import { Legend } from './legend.tsx'
import { type Stop, settled } from './stops.ts'
import type { Period } from './team.ts'
import type { EditsState, TeamEdits } from './team-edits.ts'
import { TeamHead } from './team-head.tsx'
import { Timeline } from './timeline.tsx'
import { useBeginning } from './use-beginning.ts'
import { useDoings } from './use-doings.ts'
import { NAMES } from './use-drag.ts'
import { useHands } from './use-hands.ts'
import { LISTED } from './use-keys.ts'
import { useRows } from './use-rows.ts'
import { useView } from './use-view.ts'

export interface TeamScreenProps {
  readonly period: Period
  readonly onPeriod: (period: Period) => void
  /** Whose agenda is in front where there is room for one. */
  readonly chosen: string | undefined
  readonly onChoose: (practitionerId: string) => void
  /** Goes to where places are opened. */
  readonly openPlaces: (practitionerId: string, day: string) => void
  readonly isNarrow: boolean
  /** To the day of one professional, where the bar has no room for it. */
  readonly dayLink: ReactNode
}

interface WeekProps extends TeamScreenProps {
  readonly team: TeamAgenda
  readonly edits: TeamEdits
  readonly state: EditsState
  /** What went wrong. */
  readonly children: ReactNode
}

type Panel = 'shortcuts' | 'copy-week'

const SIZES = {
  wide: { leastHour: 48, lane: 40, leastRow: 58 },
  upright: { leastHour: 72, lane: 40, leastRow: 58 },
}

export function TeamWeek({ team, edits, state, children, isNarrow, ...props }: WeekProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const view = useView(scroller)
  const shown = isNarrow ? onlyOne(team, props.chosen) : team
  const room = isNarrow ? 0 : view.width - NAMES
  const { rows, axis } = useRows(shown, state.edits, { ...SIZES[isNarrow ? 'upright' : 'wide'], room })
  useBeginning(scroller, { axis, rows, today: team.today, isUpright: isNarrow, isLaidOut: view.width > 0 })
  const [asked, setStop] = useState<Stop>()
  const stop = settled(rows, axis.days, asked)
  const [form, setForm] = useState<Stop>()
  const [panel, setPanel] = useState<Panel>()
  const [hasHistory, setHasHistory] = useState(false)
  const doings = useDoings({ edits, period: props.period, today: team.today })
  const hands = useHands({
    rows,
    axis,
    today: team.today,
    isUpright: isNarrow,
    scroller,
    stop,
    setStop,
    doings: {
      ...doings,
      openForm: (row, group) => setForm({ practitionerId: row.practitioner.id, day: group.day, key: group.key }),
      openPlaces: (row, day) => props.openPlaces(row.practitioner.id, isoDay(day)),
    },
  })
  useShortcuts({ '?': { label: t('shortcuts.all'), run: () => setPanel('shortcuts') } })
  const focused = team.practitioners.find(({ id }) => id === stop?.practitionerId) ?? shown.practitioners[0]
  const { today, zone } = team
  return (
    <main className="team">
      <TeamHead
        {...props}
        isNarrow={isNarrow}
        team={team}
        onPanel={setPanel}
        onHistory={() => setHasHistory(!hasHistory)}
      />
      {children}
      {isNarrow && focused && <WhoseDay team={team} focused={focused} onChoose={props.onChoose} />}
      <div className="team-body">
        <Timeline {...{ rows, axis, today, zone, stop, scroller, view, hands }} isUpright={isNarrow} />
        {hasHistory && focused && (
          <HistoryPanel practitioner={focused} zone={zone} undo={edits.undo} onClose={() => setHasHistory(false)} />
        )}
      </div>
      <Legend />
      <FormOf stop={form} rows={rows} today={today} doings={doings} onClose={() => setForm(undefined)} />
      {focused && (
        <Asked panel={panel} team={team} focused={focused} doings={doings} onClose={() => setPanel(undefined)} />
      )}
      {state.question && <EffectDialog question={state.question} zone={zone} today={today} />}
    </main>
  )
}

type Focused = TeamAgenda['practitioners'][number]

interface WhoseDayProps {
  readonly team: TeamAgenda
  readonly focused: Focused
  readonly onChoose: (practitionerId: string) => void
}

function WhoseDay({ team, focused, onChoose }: WhoseDayProps) {
  const { t } = useTranslation()
  const options = team.practitioners.map(({ id, name }) => ({ value: id, label: name }))
  return <SelectField label={t('team.professional')} options={options} value={focused.id} onChange={onChoose} />
}

interface AskedProps {
  readonly panel: Panel | undefined
  readonly team: TeamAgenda
  readonly focused: Focused
  readonly doings: ReturnType<typeof useDoings>
  readonly onClose: () => void
}

/** What the buttons of the head open above the timeline. */
function Asked({ panel, team, focused, doings, onClose }: AskedProps) {
  const { t } = useTranslation()
  if (panel === 'shortcuts') {
    const listed = LISTED.map(([keys, name]) => ({ keys, label: t(`team.keys.${name}`) }))
    return <ShortcutsDialog listed={listed} onClose={onClose} />
  }
  if (panel !== 'copy-week') return null
  const copy = (practitionerId: string, from: string, to: string) => {
    const who = team.practitioners.find(({ id }) => id === practitionerId)
    if (who) doings.copyWeek(who, from, to)
    onClose()
  }
  return (
    <CopyWeekDialog
      practitioners={team.practitioners}
      practitionerId={focused.id}
      from={team.from}
      onClose={onClose}
      onCopy={copy}
    />
  )
}

/** Where there is room for one: the chosen one, or the first. */
function onlyOne(team: TeamAgenda, chosen: string | undefined): TeamAgenda {
  const one = team.practitioners.find(({ id }) => id === chosen) ?? team.practitioners[0]
  return { ...team, practitioners: one ? [one] : [] }
}

interface FormOfProps {
  readonly stop: Stop | undefined
  readonly rows: ReturnType<typeof useRows>['rows']
  readonly today: string
  readonly doings: ReturnType<typeof useDoings>
  readonly onClose: () => void
}

/** The form of the group that stands there, for as long as it does. */
function FormOf({ stop, rows, today, doings, onClose }: FormOfProps) {
  const row = rows.find(({ practitioner }) => practitioner.id === stop?.practitionerId)
  const group = row?.groups.find(({ key }) => key === stop?.key)
  if (!row || !group) return null
  const closing =
    <Given extends readonly unknown[]>(act: (...given: Given) => void) =>
    (...given: Given) => {
      act(...given)
      onClose()
    }
  return (
    <GroupForm
      row={row}
      group={group}
      today={today}
      onSave={closing((to, reach) => doings.reshape(row, group, to, { reach }))}
      onRemove={closing((reach) => doings.remove(row, group, { reach }))}
      onCopy={closing(() => doings.copy(row, group))}
      onClose={onClose}
    />
  )
}
