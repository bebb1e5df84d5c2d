import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

// The worker as its sources are now: what is built may be older.
register()
const { answerTasks } = await import('./worker.ts')
answerTasks(parentPort)
