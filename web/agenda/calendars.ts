import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  addCalendar,
  type CalendarFeedView,
  type CalendarSourceView,
  createFeed,
  readCalendar,
  removeCalendar,
  revokeFeed,
} from '../../contract/calendars.ts'
import { call } from '../ui/http.ts'
import { type CalendarsView, calendarsOf } from './openings.ts'

export type NewCalendar = Omit<z.input<typeof addCalendar.body & z.ZodType>, 'practitionerId'>
export type NewFeed = z.output<typeof createFeed.reply>

/** The list of calendars is changed by what the server answered, and read again. */
function useCalendarChange<Wish, Reply>(
  practitionerId: string,
  send: (wish: Wish) => Promise<Reply>,
  shown: (known: CalendarsView, reply: Reply, wish: Wish) => CalendarsView,
) {
  const cache = useQueryClient()
  const { queryKey } = calendarsOf(practitionerId)
  return useMutation({
    mutationFn: send,
    onSuccess: (reply, wish) => {
      cache.setQueryData(queryKey, (known) => known && shown(known, reply, wish))
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['agenda'] }),
  })
}

const without = <Row extends { readonly id: string }>(rows: readonly Row[], gone: string): Row[] =>
  rows.filter(({ id }) => id !== gone)

const replaced = (known: CalendarsView, source: CalendarSourceView): CalendarsView => ({
  ...known,
  sources: known.sources.map((one) => (one.id === source.id ? source : one)),
})

export const useAddCalendar = (practitionerId: string) =>
  useCalendarChange(
    practitionerId,
    (calendar: NewCalendar) => call(addCalendar, { params: {}, body: { practitionerId, ...calendar } }),
    (known, source) => ({ ...known, sources: [...without(known.sources, source.id), source] }),
  )

export const useReadCalendar = (practitionerId: string) =>
  useCalendarChange(practitionerId, (calendarId: string) => call(readCalendar, { params: { calendarId } }), replaced)

export const useRemoveCalendar = (practitionerId: string) =>
  useCalendarChange(
    practitionerId,
    (calendarId: string) => call(removeCalendar, { params: { calendarId } }),
    (known, _, gone) => ({ ...known, sources: without(known.sources, gone) }),
  )

const withFeed = (known: CalendarsView, feed: CalendarFeedView): CalendarsView => ({
  ...known,
  feeds: [...without(known.feeds, feed.id), feed],
})

export const useCreateFeed = (practitionerId: string) =>
  useCalendarChange(
    practitionerId,
    (name: string) => call(createFeed, { params: {}, body: { practitionerId, name } }),
    (known, { feed }) => withFeed(known, feed),
  )

export const useRevokeFeed = (practitionerId: string) =>
  useCalendarChange(
    practitionerId,
    (feedId: string) => call(revokeFeed, { params: { feedId } }),
    (known, _, gone) => ({ ...known, feeds: without(known.feeds, gone) }),
  )
