import { afterEach, describe, expect, test, vi } from 'vitest'
import { keepRunning, type Running } from './keep-running.ts'

function newPromise<Value>() {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

/** Something that runs until told to end, by itself or by `stop`. */
function pretend(): Running & { end: (reason: string) => void; stops: number } {
  const { promise: ended, resolve: end } = newPromise<string>()
  const running = {
    ended,
    end,
    stops: 0,
    stop: async () => {
      running.stops += 1
      end('stopped')
    },
  }
  return running
}

/** Lets each of them run `forMs` before it ends, by a clock that is moved; how long that took in truth. */
async function endOneByOne(lives: number, forMs: number): Promise<number> {
  vi.useFakeTimers({ toFake: ['Date'] })
  const since = performance.now()
  let last = pretend()
  let started = newPromise<void>()
  const start = async () => {
    last = pretend()
    started.resolve()
    return last
  }
  const kept = keepRunning(last, { name: 'It', start, report: () => undefined })
  for (let life = 0; life < lives; life += 1) {
    await new Promise(setImmediate) // it is being watched
    vi.setSystemTime(Date.now() + forMs)
    started = newPromise()
    last.end('SIGKILL')
    await started.promise
  }
  await kept.stop()
  return performance.now() - since
}

afterEach(() => {
  vi.useRealTimers()
})

describe('what is kept running', () => {
  test('comes back at once however often it ends, unless it ends as soon as it has started', async () => {
    const [steady, hurried] = [await endOneByOne(4, 2_000), await endOneByOne(4, 0)]
    expect(hurried).toBeGreaterThan(1_400) // 0 + 250 + 500 + 750 ms of pauses
    expect(steady).toBeLessThan(hurried / 2)
  })

  test('is started again at once when it ends, and told so', async () => {
    const [first, second] = [pretend(), pretend()]
    const events: string[] = []
    const { promise: restarted, resolve } = newPromise<void>()
    const start = async () => {
      resolve()
      return second
    }
    const kept = keepRunning(first, { name: 'It', start, report: (event) => events.push(event) })
    first.end('SIGKILL')
    await restarted
    await kept.stop()
    expect(events[0]).toBe('It ended (SIGKILL): starting it again')
    expect(second.stops).toBeGreaterThan(0)
  })

  test('is not started again once stopped', async () => {
    const first = pretend()
    const start = () => Promise.reject(new Error('started again'))
    const events: string[] = []
    await keepRunning(first, { name: 'It', start, report: (event) => events.push(event) }).stop()
    expect(first.stops).toBeGreaterThan(0)
    expect(events).toEqual([])
  })

  test('is stopped when it comes back during the stop', async () => {
    const [first, late] = [pretend(), pretend()]
    const starting = newPromise<void>()
    const { promise: begun, resolve: begin } = newPromise<Running>()
    const start = () => {
      starting.resolve()
      return begun
    }
    const kept = keepRunning(first, { name: 'It', start, report: () => undefined })
    first.end('code 1')
    await starting.promise
    const stopped = kept.stop()
    begin(late)
    await stopped
    expect(late.stops).toBe(1)
  })

  test('is tried again when it does not start, and the reason is said once', async () => {
    const [first, last] = [pretend(), pretend()]
    const events: string[] = []
    const { promise: back, resolve } = newPromise<void>()
    let attempts = 0
    const start = async () => {
      attempts += 1
      if (attempts < 3) throw new Error('the disk is full')
      resolve()
      return last
    }
    const kept = keepRunning(first, { name: 'It', start, report: (event) => events.push(event) })
    first.end('code 1')
    await back
    await kept.stop()
    expect(events.filter((event) => event.includes('the disk is full'))).toEqual([
      'It does not start: the disk is full',
    ])
  })
})
