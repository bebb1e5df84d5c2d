import { useState } from 'react'
import type { AgendaView } from '../../contract/agenda.ts'
import { serverNow } from '../ui/server-clock.ts'
import type { OpeningWish } from './agenda.ts'
import { habitFor, timesToOffer } from './usual-times.ts'

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
}

const EMPTY: Draft = {
  day: undefined,
  ticked: undefined,
  added: [],
  kind: 'slots',
  minutes: undefined,
  places: 1,
  locationId: undefined,
}

const USUAL_MINUTES = { slots: 15, range: 120, 'en-sus': 60 } as const

/** The opening being prepared: the habit of the day is ticked until somebody ticks otherwise. */
export function useOpeningWish(agenda: AgendaView, wantedDay: string | undefined) {
  const [draft, setDraft] = useState(EMPTY)
  const day = draft.day ?? wantedDay ?? agenda.days[1]?.day ?? agenda.today
  const now = serverNow()
  const offered = timesToOffer(agenda, day, now)
  const times = [...new Set([...offered, ...draft.added])].sort()
  const ticked = draft.ticked ?? habitFor(agenda, day, now)
  return {
    day,
    times,
    ticked,
    isHabit: draft.ticked === undefined && ticked.length > 0,
    kind: draft.kind,
    minutes: draft.minutes ?? USUAL_MINUTES[draft.kind],
    places: draft.kind === 'slots' ? 1 : draft.places,
    locationId: draft.locationId ?? agenda.locations[0]?.id,
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
