import type { Role } from '../domain/access/roles.ts'
import { newPerson } from './people.ts'
import { nameOf, type Professional, type TerritoryPlan } from './professional.ts'
import { randomOf } from './random.ts'

const SINCE = '[2024-01-01,)'
const FOUNDED = Date.UTC(2024, 0, 1)

interface AccountRow {
  readonly id: string
  readonly email: string
  readonly name: string
}

interface GrantRow {
  readonly id: string
  readonly accountId: string
  readonly territoryId: string
  readonly role: Role
  readonly practitionerId: string | null
  readonly during: string
}

interface DelegationRow {
  readonly id: string
  readonly accountId: string
  readonly practitionerId: string
  readonly during: string
}

export interface Accounts {
  readonly accounts: AccountRow[]
  readonly grants: GrantRow[]
  readonly delegations: DelegationRow[]
}

const AT_THE_DESK = [
  ['operateur', 'operator'],
  ['operateur2', 'operator'],
  ['regulateur', 'regulator'],
  ['coordination', 'coordinator'],
  ['administration', 'administrator'],
] as const

/** One secretary keeps as many agendas as this. */
const DELEGATED = 8

/** The staff of one territory, the same whatever the day; `professionals` get an account each, `pro1` first. */
export function accountsOf(
  plan: TerritoryPlan,
  professionals: readonly Professional[],
  everybody: readonly Professional[],
): Accounts {
  const domain = `${plan.shortCode.toLowerCase()}.demo.invalid`
  const made: Accounts = { accounts: [], grants: [], delegations: [] }
  for (const [name, role] of AT_THE_DESK) {
    const random = randomOf(`${domain}/${name}`)
    const { sex, givenName, familyName } = newPerson(random)
    const title = sex === 'F' ? 'Dre' : 'Dr'
    const spoken = `${givenName} ${familyName}`
    const account = addAccount(made, `${name}@${domain}`, role === 'regulator' ? `${title} ${spoken}` : spoken)
    grant(made, account, plan.id, role)
  }
  professionals.forEach((professional, index) => {
    const account = addAccount(made, `pro${index + 1}@${domain}`, nameOf(professional))
    const { audiences, practitioner } = professional
    for (const { territoryId, standing } of audiences)
      if (standing === 'member') grant(made, account, territoryId, 'professional', practitioner.id)
  })
  const sharing = everybody.filter((one) => one.sessions.length > 0 && !professionals.includes(one))
  delegate(made, domain, plan, [...professionals, ...sharing].slice(0, DELEGATED))
  return made
}

function delegate(made: Accounts, domain: string, plan: TerritoryPlan, professionals: readonly Professional[]): void {
  const random = randomOf(`${domain}/delegue`)
  const { givenName, familyName } = newPerson(random)
  const account = addAccount(made, `delegue@${domain}`, `${givenName} ${familyName}`)
  grant(made, account, plan.id, 'delegate')
  for (const { practitioner } of professionals) {
    const row = { accountId: account.id, practitionerId: practitioner.id, during: SINCE }
    made.delegations.push({ id: random.uuid(FOUNDED), ...row })
  }
}

/** One operator who works for two territories. */
export function accountOfTwo(plans: readonly TerritoryPlan[]): Accounts {
  const made: Accounts = { accounts: [], grants: [], delegations: [] }
  const { givenName, familyName } = newPerson(randomOf('passerelle/two'))
  const account = addAccount(made, 'deux-territoires@demo.invalid', `${givenName} ${familyName}`)
  for (const { id } of plans.slice(0, 2)) grant(made, account, id, 'operator')
  return made
}

function addAccount(made: Accounts, email: string, name: string): AccountRow {
  const account = { id: randomOf(email).uuid(FOUNDED), email, name }
  made.accounts.push(account)
  return account
}

function grant(made: Accounts, account: AccountRow, territoryId: string, role: Role, practitionerId?: string): void {
  const id = randomOf(`${account.email}/${territoryId}/${role}`).uuid(FOUNDED)
  made.grants.push({
    id,
    accountId: account.id,
    territoryId,
    role,
    practitionerId: practitionerId ?? null,
    during: SINCE,
  })
}
