import { dayIn } from '../domain/time/dated.ts'
import { DAY, type Instant } from '../domain/time/interval.ts'
import { dayNumber } from '../domain/time/wall-clock.ts'
import { absencesOf, busyOf } from './absences.ts'
import { type Accounts, accountOfTwo, accountsOf } from './accounts.ts'
import { agendaOf, type Opened } from './agenda.ts'
import { Callers } from './call.ts'
import { type Coming, comingOf, openingsOf } from './coming.ts'
import { historyOf } from './demand.ts'
import { dailyHabits } from './habits.ts'
import { Market } from './market.ts'
import { presentOf } from './present.ts'
import { isGeneralPractitioner, type Professional, type TerritoryPlan } from './professional.ts'
import { randomOf } from './random.ts'
import type { RequestNumberRow } from './rows.ts'
import type { Story } from './story.ts'
import { professionalsOf } from './territory.ts'

/** How far the demonstration looks back. */
const PAST_WEEKS = 8

/** One territory and its people: the same whatever the day. */
export interface Community {
  readonly plan: TerritoryPlan
  readonly professionals: readonly Professional[]
  readonly accounts: Accounts
}

export interface Agenda {
  readonly professional: Professional
  readonly opened: readonly Opened[]
  /** When they do not receive, whatever was opened. */
  readonly closed: Pick<Coming, 'absences' | 'busy'>
}

/** A community with what happened there until now. */
export interface LivedCommunity extends Community {
  readonly stories: readonly Story[]
  readonly numbers: readonly RequestNumberRow[]
}

const ACCOUNTS = 6

/** Who lives in each territory; some are members of a second one. */
export function communitiesOf(plans: readonly TerritoryPlan[]): Community[] {
  const communities = plans.map((plan, order) => {
    const professionals = withPartner(plan, professionalsOf(plan, order))
    return { plan, professionals, accounts: accountsOf(plan, withAccounts(professionals), professionals) }
  })
  const [first] = communities
  if (first && plans.length > 1) {
    const both = accountOfTwo(plans)
    first.accounts.accounts.push(...both.accounts)
    first.accounts.grants.push(...both.grants)
  }
  return communities
}

/** Two members of a territory practise for its partner too. */
function withPartner({ partnerId }: TerritoryPlan, professionals: readonly Professional[]): Professional[] {
  if (!partnerId) return [...professionals]
  const candidates = professionals.filter(
    (one) => isGeneralPractitioner(one) && one.cases.length === 0 && one.sessions.length > 0 && !isOnRota(one),
  )
  const shared = new Set(candidates.slice(0, 2))
  return professionals.map((one) => {
    if (!shared.has(one)) return one
    const audiences = [...one.audiences, { territoryId: partnerId, standing: 'member' as const }]
    return { ...one, audiences, cases: ['multi-cpts'], sessions: dailyHabits(15, false) }
  })
}

const isOnRota = ({ sessions }: Professional): boolean => sessions.some(({ turn }) => turn)

/**
 * Those who have an account: the doctors of the first cases, a member of two territories, a nurse, each of whom sees
 * other things on their screens.
 */
function withAccounts(professionals: readonly Professional[]): Professional[] {
  const named = professionals.filter(({ cases, sessions }) => cases.length > 0 && sessions.length > 0)
  const nurse = professionals.filter((one) => one.practitioner.professionCode === '60' && one.sessions.length > 0)
  return [...named.slice(0, ACCOUNTS - 1), ...nurse.slice(0, 1)]
}

/** What everybody opened since day `from` (days since 1970), one by one, and from today on by rules, until the horizon. */
export const agendasOf = (
  communities: readonly Community[],
  { from, today, now }: { from: number; today: number; now: Instant },
): Agenda[] =>
  communities.flatMap(({ professionals }) =>
    professionals.map((professional) => {
      const since = { today, now }
      const coming = {
        openings: openingsOf(professional, since),
        absences: absencesOf(professional, since),
        busy: busyOf(professional, since),
      }
      const past = Array.from({ length: today - from }, (_, index) => agendaOf(professional, from + index, now)).flat()
      return { professional, opened: [...past, ...comingOf(professional, coming, now)], closed: coming }
    }),
  )

/** Eight weeks of requests until `now`, those being worked on included, and the agendas they were placed in. */
export function liveThrough(communities: readonly Community[], now: Instant) {
  const today = dayNumber(now, communities[0]?.plan.zone ?? 'UTC')
  const agendas = agendasOf(communities, { from: today - PAST_WEEKS * 7 - 1, today, now })
  const market = new Market(agendas)
  const lived = communities.map((community): LivedCommunity => {
    const stories = storiesOf(community, market, now)
    return { ...community, stories, numbers: numbered(community.plan, stories) }
  })
  return { lived, agendas: withoutForgotten(agendas, lived, now) }
}

/** Past openings that nobody used are not worth keeping beyond two weeks. */
function withoutForgotten(agendas: readonly Agenda[], lived: readonly LivedCommunity[], now: Instant): Agenda[] {
  const stories = lived.flatMap((community) => community.stories)
  const used = new Set(stories.flatMap(({ appointments }) => appointments.map(({ slotId }) => slotId)))
  const isKept = ({ opening, slots }: Opened) =>
    opening.endAt > now - 14 * DAY || slots.some(({ slot }) => used.has(slot.id))
  return agendas.map((agenda) => ({ ...agenda, opened: agenda.opened.filter(isKept) }))
}

function storiesOf({ plan, professionals, accounts }: Community, market: Market, now: Instant): Story[] {
  const byRole = (role: string) =>
    accounts.grants.filter((grant) => grant.role === role && grant.territoryId === plan.id)
  const regulator = byRole('regulator')[0]?.accountId ?? ''
  const staff = {
    operators: byRole('operator').map(({ accountId }) => accountId),
    regulator,
    accountOf: accountsByPractitioner(accounts),
    regulatorName: accounts.accounts.find(({ id }) => id === regulator)?.name ?? '',
  }
  const scene = { plan, random: randomOf(`passerelle/${plan.shortCode}/stories`), market, staff, now }
  const callers = new Callers(scene, professionals)
  const [enSus, attending, ...others] = professionals
  if (!enSus || !attending) return []
  return [...presentOf(scene, callers, { enSus, attending, others }), ...historyOf(scene, callers, PAST_WEEKS)]
}

function accountsByPractitioner({ grants }: Accounts): (practitionerId: string) => string | undefined {
  const known = new Map(grants.map(({ practitionerId, accountId }) => [practitionerId, accountId]))
  return (practitionerId) => known.get(practitionerId)
}

/** Gives each request the number people say aloud, `NVF-261124-031`, in the order of the calls of its day. */
function numbered({ id, shortCode, zone }: TerritoryPlan, stories: readonly Story[]): RequestNumberRow[] {
  const last = new Map<string, number>()
  for (const { request } of [...stories].sort((one, other) => one.request.createdAt - other.request.createdAt)) {
    const day = dayIn(zone, request.createdAt)
    const number = (last.get(day) ?? 0) + 1
    last.set(day, number)
    request.number = `${shortCode}-${day.slice(2).replaceAll('-', '')}-${String(number).padStart(3, '0')}`
  }
  return [...last].map(([day, count]) => ({ territoryId: id, day, last: count }))
}
