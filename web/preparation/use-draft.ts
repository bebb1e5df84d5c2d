import { useState } from 'react'
import type { AgendaTemplate } from '../../domain/agenda/templates.ts'
import { type Change, type DraftOpening, draftsOf, problemOf, usualDrafts } from './draft.ts'
import type { Member } from './preparations.ts'

/** What is being prepared for one professional: their profession's usual openings until somebody changes them. */
export function useDraft(member: Member, tomorrow: string) {
  const locationId = member.locations[0]?.id ?? ''
  const [drafts, setDrafts] = useState<readonly DraftOpening[]>(() => usualDrafts(member.professionCode, locationId))
  const [firstDay, setFirstDay] = useState(tomorrow)
  const [added, setAdded] = useState(0)
  return {
    drafts,
    firstDay,
    isReady: drafts.length > 0 && firstDay >= tomorrow && drafts.every((draft) => problemOf(draft) === undefined),
    chooseFirstDay: setFirstDay,
    use: (template: AgendaTemplate) => setDrafts(draftsOf(template, locationId)),
    change: (key: string, change: Change) =>
      setDrafts((known) => known.map((draft) => (draft.key === key ? { ...draft, ...change } : draft))),
    remove: (key: string) => setDrafts((known) => known.filter((draft) => draft.key !== key)),
    add: () => {
      setAdded(added + 1)
      setDrafts((known) => [...known, { ...EMPTY, locationId, key: `added ${added}` }])
    },
  }
}
export type AgendaDraft = ReturnType<typeof useDraft>

const EMPTY = {
  weekdays: [],
  from: '12:00',
  until: '12:30',
  kind: 'slots',
  slotMinutes: 15,
  places: 1,
  modality: 'AMB',
  booking: 'ROUTINE',
  release: { kind: 'before', minutes: 60 },
} as const
