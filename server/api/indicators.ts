import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/indicators.ts'
import { type Board, boardOf, eventsBehind } from '../../domain/indicators/board.ts'
import {
  ageBand,
  type CareEvent,
  DEFINITION_VERSION,
  delayOf,
  type Figure,
  type Indicator,
} from '../../domain/indicators/indicators.ts'
import { intervalOf, lengthInDays, type Period, periodOf, weeksOf } from '../../domain/indicators/period.ts'
import type { IsoDay } from '../../domain/time/dated.ts'
import { type Interval, MINUTE } from '../../domain/time/interval.ts'
import type { Actor, App } from '../app.ts'
import { listCareEvents, listParticipation } from '../database/indicators.ts'
import { getTerritory } from '../database/territory.ts'
import type { Db } from '../database/within.ts'
import type { Reference } from '../reference.ts'
import { refuse } from '../refusal.ts'
import { communeName } from './appointment-view.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'

interface AskedPeriod {
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly source?: string | undefined
}

export const indicatorRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, reference }) => {
  api.route({
    ...operation(contract.getBoard, { permission: 'indicators:read' }),
    handler: (request) =>
      reading(app, actorOf(request), request.query, async ({ tx, events, period, interval, zone }) => {
        const weeks = weeksOf(period)
        const { indicators, fates, communes, majorations } = boardOf(events, weeks, zone)
        return {
          ...period,
          weeks,
          indicators: indicators.map(figuresView),
          fates: [...fates],
          communes: communes.map((commune) => ({ ...commune, name: communeName(reference, commune.code) })),
          participants: await listParticipation(tx, interval),
          majorations: [...majorations],
        }
      }),
  })
  api.route({
    ...operation(contract.listIndicatorEvents, { permission: 'indicators:read' }),
    handler: (request) =>
      reading(app, actorOf(request), request.query, async ({ events, zone }) => {
        const { name } = request.params
        const behind = eventsBehind(name, events, request.query, zone)
        const shown = behind.slice(0, request.query.limit)
        const views = shown.map(({ event, counted }) => eventView(event, counted, reference))
        return { name, version: DEFINITION_VERSION, total: behind.length, events: views }
      }),
  })
}

/** Longer ones would count requests that nobody remembers, one by one. */
const LONGEST_DAYS = 2 * 366

interface Reading {
  readonly tx: Db
  readonly events: CareEvent[]
  readonly period: Period
  readonly interval: Interval
  readonly zone: string
}

/** Reads the events of the period that was asked for, of one source or of all, in one transaction with what `view` reads. */
function reading<View>(
  { within, now }: App,
  actor: Actor,
  { from, until, source }: AskedPeriod,
  view: (reading: Reading) => Promise<View>,
): Promise<View> {
  return within(actor, async (tx) => {
    const { zone } = await getTerritory(tx, actor.territoryId)
    const period = periodOf({ from: from as IsoDay | undefined, until: until as IsoDay | undefined }, zone, now())
    const days = lengthInDays(period)
    if (days < 1 || days > LONGEST_DAYS) refuse('invalid-input', ['until'])
    const interval = intervalOf(period, zone)
    const all = await listCareEvents(tx, interval)
    const events = source === undefined ? all : all.filter((event) => event.source === source)
    return view({ tx, events, period, interval, zone })
  })
}

/** A plain count has no denominator. */
const figureView = (name: Indicator, { numerator, denominator }: Figure) => ({
  numerator,
  denominator: name === 'requests' ? null : denominator,
})

const figuresView = ({ name, version, total, byWeek }: Board['indicators'][number]) => ({
  name,
  version,
  total: figureView(name, total),
  byWeek: byWeek.map((figure) => figureView(name, figure)),
})

function eventView(event: CareEvent, counted: boolean, reference: Reference): contract.IndicatorEvent {
  const delay = delayOf(event)
  return {
    requestNumber: event.number,
    createdAt: new Date(event.createdAt).toISOString(),
    commune: communeName(reference, event.communeCode),
    reason: event.reason,
    ageBand: ageBand(event.ageMonths),
    state: event.state,
    delayMinutes: delay === null ? null : Math.round(delay / MINUTE),
    counted,
    note: event.visit?.majoration ?? event.closing,
  }
}
