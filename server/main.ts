import { fileURLToPath } from 'node:url'
import type { FastifyBaseLogger } from 'fastify'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { buildServer } from './api/server.ts'
import { sessionsOf } from './api/sessions.ts'
import type { App } from './app.ts'
import { isFresh, openLivePicture } from './availability/live.ts'
import { connection, type DatabaseAddress } from './database/address.ts'
import { probe } from './database/answers.ts'
import { connect } from './database/connect.ts'
import { startClock } from './jobs/clock.ts'
import { readDueCalendars } from './jobs/read-due-calendars.ts'
import { runDue } from './jobs/run-due.ts'
import { sendInvitations } from './jobs/send-invitations.ts'
import { openLog } from './log.ts'
import { openCipher } from './master-key.ts'
import { newIdsFrom } from './new-id.ts'
import { openCalendars } from './outside/calendars/calendars.ts'
import { openMailer } from './outside/mail.ts'
import { openEars } from './realtime/ears.ts'
import { openEventStreams } from './realtime/event-streams.ts'
import { loadReference } from './reference.ts'
import type { Settings } from './settings.ts'
import { Trouble } from './trouble.ts'

/** Settings whose database is known: what a server needs. */
export type ServerSettings = Settings & { readonly database: DatabaseAddress }

export interface StartedServer {
  readonly url: string
  readonly close: () => Promise<void>
}

const referenceFolder = fileURLToPath(new URL('../reference', import.meta.url))
const webFolder = fileURLToPath(new URL('../dist/web', import.meta.url))
const calendarWorker = new URL('../dist/calendar-worker.js', import.meta.url)

/** Serves on the host and port of the settings, until closed. The database may come later, or come back. */
export async function startServer(settings: ServerSettings): Promise<StartedServer> {
  const { host, port } = settings
  const { server, close } = await assemble(settings)
  try {
    await server.listen({ host, port })
  } catch (error) {
    await close()
    throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' ? portInUse(port) : error
  }
  const address = server.server.address()
  const actualPort = typeof address === 'object' && address ? address.port : port
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`, close }
}

/** Everything that the process runs, tied together; closed in the reverse order. */
async function assemble(settings: ServerSettings) {
  const { database } = settings
  const log = openLog(settings.log)
  const { app, close: closeDatabase } = await openApp(settings)
  const db = probe(database)
  const sessions = sessionsOf(app)
  const streams = openEventStreams(app.now)
  const ears = openEars(database, {
    streams,
    sessionChanged: sessions.forget,
    failed: (err) => log.warn({ err }, 'not listening to the database'),
  })
  const reference = loadReference(referenceFolder)
  const live = await openLivePicture(database, reference, app.now)
  const waits = (err: unknown) => log.warn({ err }, 'what was due waits for the database')
  const outside = { allowedHosts: settings.calendarHosts, reader: { worker: calendarWorker } }
  const calendars = openCalendars(outside)
  const polled = openCalendars(outside) // with turns of its own: nobody at a screen waits for the clock
  const mailer = settings.mail && openMailer(settings.mail)
  // Each waits for its own: a slow calendar or mail server holds up no other clock.
  const clocks = [
    startClock(() => runDue(app, app.now()), waits),
    startClock(() => readDueCalendars(app, polled, app.now()), waits),
    ...(mailer ? [startClock((signal) => sendInvitations({ app, reference, mailer }, signal), waits)] : []),
  ]
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const server = await buildServer({
    app,
    sessions,
    streams,
    live,
    calendars,
    reference,
    health: { databaseAnswers: db.answers, pictureIsFresh: () => isFresh(live.current(), app.now()) },
    webFolder,
    metrics,
    metricsToken: settings.metricsToken,
    mail: settings.mail !== undefined,
    rateLimit: settings.rateLimit,
    trustProxy: settings.behindProxy,
    log: log as FastifyBaseLogger,
  })
  const close = async () => {
    streams.close()
    for (const each of [calendars, polled]) each.close()
    await Promise.all(clocks.map((clock) => clock.stop()))
    await server.close()
    await live.close()
    await ears.close()
    await db.close()
    await closeDatabase()
  }
  return { server, close }
}

const POOL = { max: 20, connectionTimeoutMillis: 5_000 }

async function openApp(settings: ServerSettings): Promise<{ app: App; close: () => Promise<void> }> {
  const cipher = await openCipher(settings)
  const { within, close } = connect({ ...connection(settings.database, 'app'), ...POOL }, settings)
  return { app: { within, now: Date.now, newId: newIdsFrom(Date.now), cipher }, close }
}

export const portInUse = (port: number) =>
  new Trouble('port-in-use', `Port ${port} is taken by another program. Stop it, or choose another one with PORT.`)
