import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { accessRoutes } from './access.ts'
import { agendaRoutes } from './agenda.ts'
import { appointmentRoutes } from './appointments.ts'
import { bookingRoutes } from './booking.ts'
import { calendarRoutes } from './calendars.ts'
import { callerRoutes } from './callers.ts'
import { directoryRoutes } from './directory.ts'
import { draftRoutes } from './drafts.ts'
import { eventRoutes } from './events.ts'
import { feedRoutes } from './feeds.ts'
import { indicatorRoutes } from './indicators.ts'
import { matchingRoutes } from './matching.ts'
import { openApiRoutes } from './open-api.ts'
import { openingRoutes } from './openings.ts'
import type { ApiOptions } from './operation.ts'
import { preparationRoutes } from './preparations.ts'
import { requestRoutes } from './requests.ts'
import { territoryRoutes } from './territory.ts'

/** The routes of each capability: one file, one line. */
export const CAPABILITIES: readonly FastifyPluginAsyncZod<ApiOptions>[] = [
  accessRoutes,
  territoryRoutes,
  directoryRoutes,
  requestRoutes,
  callerRoutes,
  draftRoutes,
  matchingRoutes,
  bookingRoutes,
  appointmentRoutes,
  agendaRoutes,
  feedRoutes,
  calendarRoutes,
  preparationRoutes,
  openingRoutes,
  indicatorRoutes,
  eventRoutes,
  openApiRoutes,
]
