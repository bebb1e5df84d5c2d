import { until } from '../until.ts'

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
  /** When the try that was answered began, by `performance.now()`. */
  readonly sentAt: number
}

/** An operator at their screen. */
export interface Desk {
  readonly territory: { readonly id: string; readonly communes: readonly string[] }
  readonly ask: (method: 'GET' | 'POST', path: string, body?: object) => Promise<Answer>
}

/** What became of every try, over all desks. */
export interface Tries {
  lost: number
  unavailable: number
  /** 5xx answers that own up to no outage: none is expected, whatever is killed. */
  readonly faults: string[]
}

interface Told {
  readonly url: string
  readonly accounts: readonly { role: string; email: string; password: string; territory: string }[]
  readonly territories: readonly Desk['territory'][]
}

const LONGEST_OUTAGE_MS = 60_000
const LONGEST_ANSWER_MS = 30_000

/** Signs in the operators that `demo.json` tells of. */
export async function openDesks({ url, accounts, territories }: Told, tries: Tries): Promise<Desk[]> {
  const desks = accounts.map(async ({ role, email, password, territory }) => {
    const own = territories.find(({ id }) => id === territory)
    if (role !== 'operator' || !own) return []
    const entry = await fetch(`${url}/api/session`, { method: 'POST', ...json({ email, password }) })
    if (entry.status !== 201) throw new Error(`${email} could not sign in: ${entry.status}`)
    const cookie = entry.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    return [{ territory: own, ask: asker(`${url}/api`, cookie, tries) }]
  })
  return (await Promise.all(desks)).flat()
}

/** Sends a call again until it is answered: a lost connection or a 5xx leaves open whether it was done. */
const asker =
  (api: string, cookie: string, tries: Tries): Desk['ask'] =>
  (method, path, body) =>
    until(
      `an answer to ${path}`,
      async () => {
        const sentAt = performance.now()
        const answer = await send(`${api}${path}`, { method, ...json(body, cookie) })
        if (answer && answer.status < 500) return { ...answer, sentAt }
        count(tries, path, answer)
      },
      LONGEST_OUTAGE_MS,
    )

function count(tries: Tries, path: string, answer: Omit<Answer, 'sentAt'> | undefined): void {
  if (!answer) tries.lost += 1
  else if (answer.status === 503) tries.unavailable += 1
  else tries.faults.push(`${path}: ${answer.status} ${answer.body.type}`)
}

async function send(address: string, call: RequestInit): Promise<Omit<Answer, 'sentAt'> | undefined> {
  const patience = AbortSignal.timeout(LONGEST_ANSWER_MS)
  try {
    const answer = await fetch(address, { ...call, signal: patience })
    return { status: answer.status, body: (await answer.json()) as Answer['body'] }
  } catch (error) {
    if (patience.aborted) throw error // neither answered nor lost
    return undefined
  }
}

const json = (body?: object, cookie = '') => ({
  headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
  ...(body && { body: JSON.stringify(body) }),
})
