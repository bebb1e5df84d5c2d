import type { TFunction } from 'i18next'
import { type CSSProperties, memo } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../ui/classes.ts'
import { duration } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { asCell, asRow, asRowHeader } from './grid-roles.ts'
import type { Practitioner } from './intents.ts'
import { type Axis, dayLength, isShown, type PlacedSlot, stretch, timeOfWall } from './layout.ts'
import type { Closed, PlacedGroup, Row } from './rows.ts'
import { emptyDayWords, groupWords, type PlaceState, placesOf, professionWords } from './team-words.ts'

interface RowProps {
  readonly row: Row
  readonly index: number
  readonly axis: Axis
  readonly today: string
  readonly firstDay: number
  readonly lastDay: number
  /** Where the focus stands, as `stopName` writes it; undefined on the other lines. */
  readonly stop: string | undefined
  readonly stopDay: number | undefined
  /** For fingers, which cannot aim at an edge. */
  readonly hasHandles: boolean
}

/** Found again in the page by it. */
export const stopName = (day: number, key?: string): string => (key === undefined ? `d${day}` : `g${key}`)

const NONE: readonly never[] = []

/** One professional: the days in view only. */
export const TeamRow = memo(function TeamRow({ row, index, axis, stop, stopDay, ...shown }: RowProps) {
  const days = axis.days.filter((day, at) => (at >= shown.firstDay && at <= shown.lastDay) || day === stopDay)
  const place = { '--top': `${row.top}px`, '--height': `${row.height}px`, '--lanes': row.lanes } as CSSProperties
  return (
    <div {...asRow(index + 2)} className="team-row" style={place} data-row={row.practitioner.id}>
      <Name practitioner={row.practitioner} />
      {days.map((day) => (
        <DayCell
          key={day}
          day={day}
          axis={axis}
          today={shown.today}
          groups={row.byDay.get(day) ?? NONE}
          closed={row.closedByDay.get(day) ?? NONE}
          stop={day === stopDay ? stop : undefined}
          hasHandles={shown.hasHandles}
        />
      ))}
    </div>
  )
})

const Name = memo(function Name({ practitioner }: { practitioner: Practitioner }) {
  const { t } = useTranslation()
  const { name, professionCode, calendars } = practitioner
  return (
    <div {...asRowHeader} className="team-name">
      <span className="team-name-text">{name}</span>
      <span className="team-name-what">{professionWords(t, professionCode)}</span>
      {calendars.stale && <Stale freshAt={calendars.freshAt} />}
    </div>
  )
})

/** The busy times of this line are no longer sure. */
function Stale({ freshAt }: { freshAt: string | null }) {
  const { t } = useTranslation()
  const now = useServerTime(60)
  const since = freshAt === null ? undefined : duration(now - Date.parse(freshAt))
  return (
    <span className="team-stale tone-brick">
      <Icon name="muted-speaker" />
      {since === undefined ? t('team.stale_never') : t('team.stale', { since })}
    </span>
  )
}

interface CellProps {
  readonly day: number
  readonly axis: Axis
  readonly today: string
  readonly groups: readonly PlacedGroup[]
  readonly closed: readonly (Closed & { readonly at: number; readonly size: number })[]
  readonly stop: string | undefined
  readonly hasHandles: boolean
}

const DayCell = memo(function DayCell({ day, axis, today, groups, closed, stop, hasHandles }: CellProps) {
  const { t } = useTranslation()
  const index = day - (axis.days[0] ?? day)
  const start = index * dayLength(axis)
  const isEmpty = groups.length === 0
  const name = stopName(day)
  const empty = isEmpty && {
    tabIndex: stop === name ? 0 : -1,
    'data-stop': name,
    'data-day': day,
    'aria-label': emptyDayWords(t, day, closed, today),
  }
  return (
    <div {...asCell(index + 2)} className="team-cell" style={along(start, dayLength(axis))} {...empty}>
      {closed.map((one) => (
        <i
          key={`${one.why}${one.start}`}
          className={`team-closed is-${one.why}`}
          style={along(one.at - start, one.size)}
        />
      ))}
      {groups.map((placed) => (
        <GroupButton
          key={placed.group.key}
          placed={placed}
          axis={axis}
          today={today}
          from={start}
          isStop={stop === stopName(day, placed.group.key)}
          hasHandles={hasHandles}
        />
      ))}
    </div>
  )
})

const along = (at: number, size: number) => ({ '--at': `${at}px`, '--size': `${size}px` }) as CSSProperties

/** Long enough, stood upright, for three handles under a finger. */
const LONG = 70

interface GroupProps {
  readonly placed: PlacedGroup
  readonly axis: Axis
  readonly today: string
  readonly from: number
  readonly isStop: boolean
  readonly hasHandles: boolean
}

const Handles = () => (
  <>
    <i className="team-grip team-grip-start" data-grip="start" />
    <i className="team-grip team-grip-move" data-grip="move" />
    <i className="team-grip team-grip-end" data-grip="end" />
  </>
)

const GroupButton = memo(function GroupButton({ placed, axis, today, from, isStop, hasHandles }: GroupProps) {
  const { t } = useTranslation()
  const { group, at, size, lane, isUnsaved } = placed
  const style = { ...along(at - from, size), '--lane': lane } as CSSProperties
  return (
    <button
      type="button"
      className={classes('team-group', size >= LONG && 'is-long', isUnsaved && 'is-unsaved')}
      style={style}
      tabIndex={isStop ? 0 : -1}
      data-stop={stopName(group.day, group.key)}
      data-day={group.day}
      data-key={group.key}
      aria-label={groupWords(t, group, today, isUnsaved)}
    >
      {group.slots.map((one) => (
        <SlotMark key={one.slot.id} placed={one} axis={axis} from={at} t={t} />
      ))}
      {hasHandles && <Handles />}
    </button>
  )
})

const Plank = ({ state }: { state: PlaceState }) => <b className={`is-${state}`} />

/** More planks than this are told by a figure. */
const MOST_PLANKS = 8

function SlotMark({ placed, axis, from, t }: { placed: PlacedSlot; axis: Axis; from: number; t: TFunction }) {
  const { slot, start, end } = placed
  if (!isShown(axis, start, end)) return null
  const { at, size } = stretch(axis, start, end)
  const places = placesOf(slot)
  const [first] = places
  const style = along(at - from, size)
  if (slot.kind === 'slots')
    return <i className={`team-slot is-${first?.[0] ?? 'withdrawn'}`} style={style} data-time={timeOfWall(start)} />
  return (
    <i className={`team-slot team-slot-places is-${slot.state}`} style={style}>
      {slot.capacity <= MOST_PLANKS && size >= slot.capacity * 6 ? (
        places.flatMap(([state, count]) =>
          Array.from({ length: count }, (_, plank) => <Plank key={`${state}${String(plank)}`} state={state} />),
        )
      ) : (
        <span>{t('team.n_of', { n: slot.capacity - slot.free, of: slot.capacity })}</span>
      )}
    </i>
  )
}
