import { useState } from 'react'
import type { AgendaView } from '../../contract/agenda.ts'
import { serverNow } from '../ui/server-clock.ts'
import { instantAt } from '../ui/wall-time.ts'
import type { OpeningWish } from './agenda-changes.ts'
import { type OpeningDraft, withCount } from './opening-draft.ts'
import type { OpeningInput } from './openings.ts'
import { isHabit, timesToOffer, usualFor } from './usual-times.ts'

export type Kind = OpeningWish['kind']

/** What is being ticked; only what differs from the usual is kept, so that another day has its own habit. */
interface Draft {
  readonly day: string | undefined
  readonly ticked: readonly string[] | undefined
  readonly added: readonly string[]
  readonly kind: Kind
  readonly minutes: number | undefined
  readonly places: number
  readonly locationId: string | undefined
  readonly visibility: OpeningDraft['visibility']
  /** Undefined: the usual for that hour. */
  readonly release: OpeningDraft['release'] | undefined
}

const EMPTY: Draft = {
  day: undefined,
  ticked: undefined,
  added: [],
  kind: 'slots',
  minutes: undefined,
  places: 1,
  locationId: undefined,
  visibility: ['SNP', 'CPTS', 'PRO'],
  release: undefined,
}

const USUAL_MINUTES = { slots: 15, range: 120, 'en-sus': 60 } as const

/** The opening being prepared: the habit of the day is ticked until somebody ticks otherwise. */
export function useOpeningWish(agenda: AgendaView, wantedDay: string | undefined) {
  const [draft, setDraft] = useState(EMPTY)
  const day = draft.day ?? wantedDay ?? agenda.days[1]?.day ?? agenda.today
  const now = serverNow()
  const offered = timesToOffer(agenda, day, now)
  const times = [...new Set([...offered, ...draft.added])].sort()
  const ticked = draft.ticked ?? usualFor(agenda, day, now)
  return {
    day,
    times,
    ticked,
    isUntouched: draft.ticked === undefined && ticked.length > 0,
    isHabit: isHabit(agenda, day, ticked),
    kind: draft.kind,
    minutes: draft.minutes ?? USUAL_MINUTES[draft.kind],
    places: draft.kind === 'slots' ? 1 : draft.places,
    locationId: draft.locationId ?? agenda.locations[0]?.id,
    visibility: draft.visibility,
    release: draft.release === undefined ? usualRelease(agenda, day, ticked, now) : draft.release,
    choose: (change: Partial<Draft>) => setDraft((known) => ({ ...known, ...change })),
    chooseDay: (chosen: string) => setDraft((known) => ({ ...known, day: chosen, ticked: undefined, added: [] })),
    add: (time: string) =>
      setDraft((known) => ({
        ...known,
        added: [...known.added, time],
        ticked: [...new Set([...ticked, time])],
      })),
  }
}
export type PreparedOpening = ReturnType<typeof useOpeningWish>

const HOUR = 3_600_000
const HOUR_BEFORE = { kind: 'before', minutes: 60 } as const

/** An hour before, unless that is about to come: such a place would be taken back as soon as it is shared. */
function usualRelease({ zone }: AgendaView, day: string, times: readonly string[], now: number) {
  const starts = times.map((time) => instantAt(day, time, zone) ?? 0)
  return starts.some((start) => start - now < 2 * HOUR) ? null : HOUR_BEFORE
}

/** One opening for each hour that is ticked. */
export function openingsOfWish(wish: PreparedOpening, locationId: string): OpeningInput[] {
  const { day, kind, minutes, places, visibility, release } = wish
  return wish.ticked.toSorted().map((time) => ({
    ...withCount({ from: time, until: time }, 1, minutes),
    locationId,
    day,
    kind,
    slotMinutes: kind === 'slots' ? minutes : null,
    places,
    visibility: [...visibility],
    release,
    answerBy: kind === 'en-sus' ? 'app' : null,
  }))
}
