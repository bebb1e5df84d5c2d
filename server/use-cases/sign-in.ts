import { ATTEMPT_LIMITS, ATTEMPTS_KEPT } from '../../domain/access/attempts.ts'
import { latestEnd } from '../../domain/access/sessions.ts'
import { MINUTE } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { addSession, dropEndedSessions, findAccount, listGrants } from '../database/access.ts'
import { addAttempts, countAttempts, dropAttempts, dropAttemptsBefore, lockAttempts } from '../database/attempts.ts'
import { NO_TERRITORY, type Tx } from '../database/within.ts'
import { isPassword } from '../password.ts'
import { refuse } from '../refusal.ts'
import { digestOfToken, newSecretToken } from '../secret-token.ts'

interface SignIn {
  readonly email: string
  readonly password: string
  /** Of whoever asks, as the network says it. */
  readonly address: string
}

/** The token is for the cookie alone: the database keeps its hash. */
interface Opened {
  readonly token: string
  readonly accountId: string
}

/** What a cookie's token is known by. */
export const hashOfToken = (token: string): string => digestOfToken(token).toString('hex')

/**
 * Opens a session under the first grant in force. An attempt is counted as failed before the password is looked at, so
 * that many at once count as well as one after the other; it is forgotten when it succeeds.
 */
export async function signIn(app: App, { email, password, address }: SignIn): Promise<Opened> {
  const login = email.trim().toLowerCase()
  const attempts = await app.within(NO_TERRITORY, (tx) => countAttempt(app, tx, login, address))
  const account = await app.within(NO_TERRITORY, (tx) => findAccount(tx, login))
  const matches = await isPassword(password, account?.passwordHash)
  if (!account || !matches) return refuse('wrong-credentials')

  const at = app.now()
  const token = newSecretToken()
  await app.within(NO_TERRITORY, async (tx) => {
    await dropAttempts(tx, attempts)
    await dropEndedSessions(tx, account.id, at)
    const [grant] = await listGrants(tx, account.id, at)
    if (!grant) return refuse('forbidden')
    const expiresAt = latestEnd(grant.role, at)
    await addSession(tx, { tokenHash: hashOfToken(token), accountId: account.id, grantId: grant.id, at, expiresAt })
  })
  return { token, accountId: account.id }
}

/** Refuses when too many failed lately; the refused attempt does not count, so waiting is enough. */
async function countAttempt({ now, newId, cipher }: App, tx: Tx, login: string, address: string): Promise<string[]> {
  const at = now()
  const { minutes, perAddress, perAccountAndAddress } = ATTEMPT_LIMITS
  const subjectOf = (text: string) => cipher.index(NO_TERRITORY.territoryId, 'sign-in', text)
  const network = networkOf(address)
  const [place, pair] = [subjectOf(network), subjectOf(`${network} ${login}`)]
  await lockAttempts(tx, place)
  const since = at - minutes * MINUTE
  if ((await countAttempts(tx, place, since)) >= perAddress) refuse('too-many-requests')
  if ((await countAttempts(tx, pair, since)) >= perAccountAndAddress) refuse('too-many-requests')

  await dropAttemptsBefore(tx, at - ATTEMPTS_KEPT)
  const attempts = [place, pair].map((subject) => ({ id: newId(), subject, at }))
  await addAttempts(tx, attempts)
  return attempts.map(({ id }) => id)
}

/** An IPv6 subscriber has a whole /64: its first four groups are the address. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  const missing = 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array.from({ length: Math.max(missing, 0) }, () => '0'), ...groups(tail)]
  return all.slice(0, 4).join(':')
}
