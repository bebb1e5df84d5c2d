import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { listCalendars } from '../../contract/calendars.ts'
import {
  type AgendaChange,
  changeAgenda,
  listOpenings,
  type OpeningBody,
  previewAgendaChange,
  setAgendaSettings,
  undoAgendaChange,
} from '../../contract/openings.ts'
import { call } from '../ui/http.ts'
import { useChange } from './agenda.ts'
import { type OpeningWish, withOpening } from './agenda-changes.ts'

export type OpeningInput = z.input<typeof OpeningBody>
export type ChangeWish = z.input<typeof AgendaChange>
export type OpeningsView = z.output<typeof listOpenings.reply>
export type CalendarsView = z.output<typeof listCalendars.reply>

/** What is opened and closed, by whom it was changed, and one's own caps. */
export const openingsOf = (practitionerId: string) =>
  queryOptions({
    queryKey: ['agenda', 'openings', practitionerId],
    queryFn: ({ signal }) => call(listOpenings, { params: {}, query: { practitionerId }, signal }),
  })

export const calendarsOf = (practitionerId: string) =>
  queryOptions({
    queryKey: ['agenda', 'calendars', practitionerId],
    queryFn: ({ signal }) => call(listCalendars, { params: {}, query: { practitionerId }, signal }),
    refetchInterval: 60_000,
  })

/** What a change would do; the last answer stays in sight while the next one comes. */
export const previewOf = (practitionerId: string, change: ChangeWish) =>
  queryOptions({
    queryKey: ['agenda', 'preview', practitionerId, change],
    queryFn: ({ signal }) => call(previewAgendaChange, { params: {}, body: { practitionerId, change }, signal }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  })

interface Decided {
  readonly change: ChangeWish
  /** Patients who were on the list that was seen before saying yes. */
  readonly affectedSeen?: string[]
  /** The places as they will be, shown before the server has answered. */
  readonly expected?: OpeningWish
  /** Told as soon as the server has answered, whatever has become of the screen that asked. */
  readonly onAnswered?: (reply: ChangedView) => void
}

type ChangedView = z.output<typeof changeAgenda.reply>

export const useChangeAgenda = (practitionerId: string) =>
  useChange(practitionerId, {
    send: async ({ change, affectedSeen = [], onAnswered }: Decided) => {
      const reply = await call(changeAgenda, { params: {}, body: { practitionerId, change, affectedSeen } })
      onAnswered?.(reply)
      return reply
    },
    expect: (agenda, { expected }) => (expected ? withOpening(agenda, expected) : agenda),
  })

export const useUndoChange = (practitionerId: string) =>
  useChange(practitionerId, { send: (editId: string) => call(undoAgendaChange, { params: { editId } }) })

export type AgendaSettings = OpeningsView['settings']

/** Own caps and invitations; what is not named stays as it is. */
export function useSetSettings(practitionerId: string) {
  const cache = useQueryClient()
  const { queryKey } = openingsOf(practitionerId)
  return useMutation({
    mutationFn: async (changed: Partial<AgendaSettings>) => {
      const { settings } = await cache.ensureQueryData(openingsOf(practitionerId))
      return call(setAgendaSettings, { params: {}, body: { practitionerId, ...settings, ...changed } })
    },
    onSuccess: (settings) => cache.setQueryData(queryKey, (known) => known && { ...known, settings }),
    onSettled: () => cache.invalidateQueries({ queryKey }),
  })
}
