import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { fail } from './failure.ts'
import type { Done, Task } from './worker.ts'

export interface ReaderOptions {
  /** The program of the thread. */
  readonly worker: URL
  readonly memoryMb?: number
  /** For one task. */
  readonly timeMs?: number
}

/** Reads what servers answered, one task at a time, in bounded time and memory. */
export interface Reader {
  /** Throws a `CalendarFailure` when the task cannot be read, or not within the bounds. */
  readonly read: <Kind extends Task['kind']>(task: Task & { kind: Kind }) => Promise<Done & { kind: Kind }>
  readonly close: () => Promise<void>
}

const MEMORY_MB = 256
const TIME_MS = 20_000

export function openReader({ worker: program, memoryMb = MEMORY_MB, timeMs = TIME_MS }: ReaderOptions): Reader {
  let worker: Worker | undefined // begun by the first task: many servers answer none
  return {
    read: async <Kind extends Task['kind']>(task: Task & { kind: Kind }) => {
      worker ??= startWorker(program, memoryMb)
      const done = await answerOf(worker, task, timeMs)
      return done.kind === 'failed' ? fail(done.trouble) : (done as Done & { kind: Kind })
    },
    close: async () => {
      await worker?.terminate()
    },
  }
}

function startWorker(program: URL, memoryMb: number): Worker {
  const worker = new Worker(program, {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    stdout: true,
    stderr: true, // what it dies of may quote what it read
    env: {},
  })
  worker.on('error', () => undefined) // awaited by whoever asks, and it may come when nobody does
  return worker
}

async function answerOf(worker: Worker, task: Task, timeMs: number): Promise<Done> {
  const timeUp = AbortSignal.timeout(timeMs)
  const answered = once(worker, 'message', { signal: timeUp })
  worker.postMessage(task)
  try {
    const [done] = await answered
    return done
  } catch (error) {
    if (timeUp.aborted) await worker.terminate() // it would go on for nobody
    return fail(timeUp.aborted ? 'took-too-long' : troubleOf(error))
  }
}

/** What a thread dies of is what it was given to read. */
const troubleOf = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'too-many-events'
    : 'unreadable'
