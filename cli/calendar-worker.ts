import { parentPort } from 'node:worker_threads'
import { answerTasks } from '../server/outside/calendars/worker.ts'

/** Where calendars of others are read: a thread with bounds of its own, which may be ended at any time. */
if (parentPort) answerTasks(parentPort)
