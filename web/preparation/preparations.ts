import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  confirmPreparation,
  listPreparations,
  prepareAgenda,
  readPreparation,
  withdrawPreparation,
} from '../../contract/preparations.ts'
import { call } from '../ui/http.ts'

export type Preparations = z.infer<typeof listPreparations.reply>
export type Preparation = Preparations['preparations'][number]
export type Member = Preparations['practitioners'][number]
export type Prepared = z.infer<typeof prepareAgenda.reply>
export type PreparedAgenda = z.infer<typeof readPreparation.reply>
export type Confirmed = z.infer<typeof confirmPreparation.reply>

const EVERY = ['agenda', 'preparations'] as const

export const preparations = queryOptions({
  queryKey: EVERY,
  queryFn: ({ signal }) => call(listPreparations, { params: {}, signal }),
  refetchInterval: 60_000,
})

/** Reads the list again whether it went well or not: what was refused has changed meanwhile. */
function useReadAgain() {
  const cache = useQueryClient()
  return { onSettled: () => cache.invalidateQueries({ queryKey: EVERY }) }
}

export const usePrepare = () =>
  useMutation({
    mutationFn: (body: z.input<typeof prepareAgenda.body & z.ZodType> & object) =>
      call(prepareAgenda, { params: {}, body }),
    ...useReadAgain(),
  })

export const useWithdraw = () =>
  useMutation({
    mutationFn: (preparationId: string) => call(withdrawPreparation, { params: { preparationId } }),
    ...useReadAgain(),
  })

/** By the token of a link; read once, since whoever follows it has nothing else open. */
export const preparedAgenda = (token: string) =>
  queryOptions({
    queryKey: ['prepared-agenda', token],
    queryFn: ({ signal }) => call(readPreparation, { params: {}, body: { token }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useConfirm = (token: string) =>
  useMutation({
    mutationFn: (leaveOut: number[]) => call(confirmPreparation, { params: {}, body: { token, leaveOut } }),
  })
