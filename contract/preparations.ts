import { z } from 'zod'
import { Day, endpoint, Instant, NoParams, Nothing } from './endpoint.ts'
import { OpeningBody, OpeningView } from './openings.ts'

const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** What a coordinator prepared: never anything of patients. */
const PreparationView = z.object({
  id: z.uuid(),
  practitioner: z.object({ id: z.uuid(), name: z.string(), professionCode: z.string() }),
  preparedBy: z.string(),
  preparedAt: Instant,
  expiresAt: Instant,
  confirmedAt: Instant.nullable(),
  openings: z.array(OpeningBody),
})

export const prepareAgenda = endpoint({
  id: 'prepareAgenda',
  summary: 'Prepare a professional’s openings, for them to confirm by one link',
  tag: 'agenda',
  method: 'POST',
  path: '/agenda/preparations',
  params: NoParams,
  body: z.object({ practitionerId: z.uuid(), openings: z.array(OpeningBody).min(1).max(40) }),
  status: 201,
  reply: PreparationView.extend({ url: z.string().meta({ description: 'Shown once' }) }),
})

export const listPreparations = endpoint({
  id: 'listPreparations',
  summary: 'Read the agendas prepared in the territory, and which were confirmed',
  tag: 'agenda',
  method: 'GET',
  path: '/agenda/preparations',
  params: NoParams,
  status: 200,
  reply: z.object({
    preparations: z.array(PreparationView.extend({ withdrawnAt: Instant.nullable() })),
    practitioners: z
      .array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          professionCode: z.string(),
          hasAgenda: z.boolean().meta({ description: 'Whether they share places to come' }),
          locations: z.array(z.object({ id: z.uuid(), name: z.string(), commune: z.string() })),
        }),
      )
      .meta({ description: 'The members of the territory, for whom one may prepare' }),
  }),
})

export const withdrawPreparation = endpoint({
  id: 'withdrawPreparation',
  summary: 'Take a prepared agenda back: its link no longer works',
  tag: 'agenda',
  method: 'DELETE',
  path: '/agenda/preparations/:preparationId',
  params: z.object({ preparationId: z.uuid() }),
  status: 204,
  reply: Nothing,
})

export const readPreparation = endpoint({
  id: 'readPreparation',
  summary: 'Read a prepared agenda by its link',
  tag: 'agenda',
  method: 'POST',
  path: '/prepared-agenda',
  params: NoParams,
  body: z.object({ token: Token }),
  status: 200,
  reply: z.object({
    practitioner: z.object({ name: z.string(), professionCode: z.string() }),
    territory: z.string(),
    preparedBy: z.string(),
    expiresAt: Instant,
    confirmedAt: Instant.nullable(),
    zone: z.string(),
    openings: z.array(
      OpeningBody.safeExtend({
        location: z.string(),
        firstDays: z
          .array(z.object({ day: Day, times: z.array(z.string()) }))
          .meta({ description: 'The first days, as they will be' }),
      }),
    ),
  }),
})

export const confirmPreparation = endpoint({
  id: 'confirmPreparation',
  summary: 'Confirm a prepared agenda by its link: its places are shared from then on',
  tag: 'agenda',
  method: 'POST',
  path: '/prepared-agenda/confirmation',
  params: NoParams,
  body: z.object({ token: Token, leaveOut: z.array(z.int().min(0).max(39)).max(40).default([]) }),
  status: 201,
  reply: z.object({ openings: z.array(OpeningView), places: z.int(), firstAt: Instant.nullable() }),
})
