import { z } from 'zod'
import { INDICATORS } from '../domain/indicators/indicators.ts'
import { Day, endpoint, Instant, NoParams } from './endpoint.ts'

export const IndicatorName = z.enum(INDICATORS)

const Figure = z.object({
  numerator: z.int(),
  denominator: z.int().nullable().meta({ description: 'Null for a plain count' }),
})

export const BoardView = z
  .object({
    from: Day,
    until: Day,
    weeks: z.array(z.object({ week: z.string(), monday: Day })),
    indicators: z.array(
      z.object({
        name: IndicatorName,
        version: z.int().meta({ description: 'Of its definition' }),
        total: Figure,
        byWeek: z.array(Figure),
      }),
    ),
    fates: z
      .array(
        z.object({
          week: z.string(),
          attending: z.int(),
          territory: z.int(),
          neighbour: z.int(),
          withoutVisit: z.int(),
          unplaced: z.int(),
          open: z.int(),
        }),
      )
      .meta({ description: 'What became of the requests of each week' }),
    communes: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          requests: z.int(),
          medianDelayMinutes: z.int().nullable().meta({ description: 'Null under five placed requests' }),
        }),
      )
      .meta({ description: 'Delay from creation to start of care, by commune of the patient' }),
    participants: z.array(
      z.object({
        professionCode: z.string(),
        participating: z.int(),
        listed: z.int(),
        places: z.int(),
        taken: z.int(),
      }),
    ),
    majorations: z.array(z.object({ code: z.string(), count: z.int() })),
  })
  .meta({ id: 'Board' })
export type BoardView = z.infer<typeof BoardView>

const Period = z.object({ from: Day.optional(), until: Day.optional(), source: z.string().max(20).optional() })

export const getBoard = endpoint({
  id: 'getBoard',
  summary: 'Read the figures of the territory by week and commune',
  tag: 'indicators',
  method: 'GET',
  path: '/indicators',
  params: NoParams,
  query: Period,
  status: 200,
  reply: BoardView,
})

export const IndicatorEvent = z
  .object({
    requestNumber: z.string(),
    createdAt: Instant,
    commune: z.string(),
    reason: z.string(),
    ageBand: z.string(),
    state: z.string(),
    delayMinutes: z.int().nullable(),
    counted: z.boolean().meta({ description: 'In the numerator' }),
    note: z.string().nullable(),
  })
  .meta({ id: 'IndicatorEvent', description: 'Unnamed: the coordinator sees no identity.' })
export type IndicatorEvent = z.infer<typeof IndicatorEvent>

export const listIndicatorEvents = endpoint({
  id: 'listIndicatorEvents',
  summary: 'Read the unnamed requests behind a figure',
  tag: 'indicators',
  method: 'GET',
  path: '/indicators/:name/events',
  params: z.object({ name: IndicatorName }),
  query: Period.extend({
    week: z.string().max(8).optional(),
    commune: z.string().max(5).optional(),
    counted: z.stringbool().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  status: 200,
  reply: z.object({ name: IndicatorName, version: z.int(), total: z.int(), events: z.array(IndicatorEvent) }),
})
