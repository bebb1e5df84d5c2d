import { type Dated, dayIn, inForceOn } from '../time/dated.ts'
import { HOUR, type Instant } from '../time/interval.ts'
import type { Role } from './roles.ts'

interface SessionLimit {
  /** Without a sign of life. */
  readonly idleHours: number
  /** From sign-in, whatever is done. */
  readonly longestHours: number
}

/** How long a session may last, by role. */
interface SessionLimits extends Dated {
  readonly byRole: Readonly<Record<Role, SessionLimit>>
}

const SHIFT = { idleHours: 12, longestHours: 24 }
const POCKET = { idleHours: 24, longestHours: 7 * 24 }

/** Staff share screens and leave with their shift; professionals open and close their phone all week. */
const SESSION_LIMITS: readonly SessionLimits[] = [
  {
    from: '2020-01-01',
    source: 'assumption',
    byRole: {
      operator: SHIFT,
      regulator: SHIFT,
      coordinator: SHIFT,
      administrator: SHIFT,
      professional: POCKET,
      delegate: POCKET,
    },
  },
]

/** When a session opened at `createdAt` ends at the latest. */
export const latestEnd = (role: Role, createdAt: Instant): Instant =>
  createdAt + limitOf(role, createdAt).longestHours * HOUR

/** Whether a session has been left alone too long. */
export const isIdle = (role: Role, seenAt: Instant, now: Instant): boolean =>
  now >= seenAt + limitOf(role, now).idleHours * HOUR

function limitOf(role: Role, at: Instant): SessionLimit {
  const limits = inForceOn(SESSION_LIMITS, dayIn('Europe/Paris', at))
  if (!limits) throw new Error('No session limit is in force')
  return limits.byRole[role]
}
