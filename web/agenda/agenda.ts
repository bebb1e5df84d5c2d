import { type QueryClient, queryOptions, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query'
import { type AgendaView, getAgenda, reopenSlot, withdrawSlot } from '../../contract/agenda.ts'
import { answerProposal, recordOutcome, withdrawOutcome } from '../../contract/booking.ts'
import { call } from '../ui/http.ts'
import { type Outcome, withOutcome, withoutOutcome, withoutSlot } from './agenda-changes.ts'

/** Enough for every screen of the phone: today, tomorrow and the days one may open. */
const DAYS = 7

const everyAgendaOf = (practitionerId: string) => ['agenda', practitionerId] as const

/** From today on, or one day that is over. */
export const agendaOf = (practitionerId: string, pastDay?: string) =>
  queryOptions({
    queryKey: [...everyAgendaOf(practitionerId), pastDay ?? 'now'],
    queryFn: ({ signal }) => {
      const days = pastDay === undefined ? { days: DAYS } : { from: pastDay, days: 1 }
      return call(getAgenda, { params: {}, query: { practitionerId, ...days }, signal })
    },
    refetchInterval: 15_000,
  })

interface Change<Wish, Reply> {
  readonly send: (wish: Wish) => Promise<Reply>
  /** What the agenda will be, shown until the server has answered. */
  readonly expect?: (agenda: AgendaView, wish: Wish) => AgendaView
}

/** Changes of one agenda go out in the order they were made, so that undoing what is still on its way works. */
export function useChange<Wish, Reply>(practitionerId: string, { send, expect }: Change<Wish, Reply>) {
  const cache = useQueryClient()
  const queryKey = everyAgendaOf(practitionerId)
  return useMutation({
    mutationKey: queryKey,
    scope: { id: `agenda ${practitionerId}` },
    mutationFn: send,
    onMutate: async (wish) => {
      await cache.cancelQueries({ queryKey })
      const before = cache.getQueriesData<AgendaView>({ queryKey })
      if (expect) cache.setQueriesData<AgendaView>({ queryKey }, (agenda) => agenda && expect(agenda, wish))
      return { before }
    },
    onError: (_error, _wish, kept) => {
      for (const [key, agenda] of kept?.before ?? []) cache.setQueryData(key, agenda)
    },
    onSettled: () => readAgain(cache, queryKey),
  })
}

/** Not while another change is under way: its expected effect would disappear. */
const readAgain = (cache: QueryClient, queryKey: readonly unknown[]) =>
  cache.isMutating({ mutationKey: queryKey }) === 1 ? cache.invalidateQueries({ queryKey: ['agenda'] }) : undefined

/** Why the latest change failed; undefined once another one went through. */
export function useFailure(practitionerId: string): Error | undefined {
  const mutationKey = everyAgendaOf(practitionerId)
  const errors = useMutationState({ filters: { mutationKey }, select: ({ state }) => state.error })
  return errors.at(-1) ?? undefined
}

export const useWithdrawSlot = (practitionerId: string) =>
  useChange(practitionerId, {
    send: (slotId: string) => call(withdrawSlot, { params: { slotId } }),
    expect: withoutSlot,
  })

export const useReopenSlot = (practitionerId: string) =>
  useChange(practitionerId, { send: (slotId: string) => call(reopenSlot, { params: { slotId } }) })

export interface Said {
  readonly appointmentId: string
  readonly outcome: Outcome
  readonly majoration?: 'SNP' | 'MRT' | 'MUT' | 'MCU' | null
  readonly feedback?: { readonly code: FeedbackCode; readonly text: string | null } | null
}
export type FeedbackCode = 'treated' | 'see-again' | 'exam-pending' | 'other'

export const useRecordOutcome = (practitionerId: string) =>
  useChange(practitionerId, {
    send: ({ appointmentId, ...body }: Said) => call(recordOutcome, { params: { appointmentId }, body }),
    expect: withOutcome,
  })

export const useWithdrawOutcome = (practitionerId: string) =>
  useChange(practitionerId, {
    send: (appointmentId: string) => call(withdrawOutcome, { params: { appointmentId } }),
    expect: withoutOutcome,
  })

export interface Answer {
  readonly appointmentId: string
  /** When accepted: the hour told to the patient. */
  readonly startsAt: string | null
}

/** Shown only once the server has answered: the patient is told at once. */
export const useAnswer = (practitionerId: string) =>
  useChange(practitionerId, {
    send: ({ appointmentId, startsAt }: Answer) =>
      call(answerProposal, {
        params: { appointmentId },
        body: startsAt === null ? { answer: 'declined' } : { answer: 'accepted', startsAt },
      }),
  })
