import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant } from '../domain/time/interval.ts'
import { type Case, nameOf, type Professional } from '../simulation/professional.ts'
import { type Community, communitiesOf } from '../simulation/world.ts'
import { DEMONSTRATION_PASSWORD } from './demonstration.ts'
import { preparationToken } from './demonstration-agendas.ts'
import { demonstrationPlans } from './demonstration-territories.ts'

/** Tells outsiders, in `demo.json`, where the demonstration is and who may enter it. */
export async function writeDemonstrationFile(dataFolder: string, url: string, now: Instant): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o711 })
  const file = join(dataFolder, 'demo.json')
  await writeFile(`${file}.new`, `${JSON.stringify(demonstrationFile(url, now), undefined, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

/** What `demo.json` says; people are made again, since they never depend on the day. */
function demonstrationFile(url: string, now: Instant) {
  const { plans, territories } = demonstrationPlans(now)
  const communities = communitiesOf(plans)
  return {
    url,
    fhirUrl: `${url}/fhir`,
    accounts: communities.flatMap(accountsIn),
    territories: territories.map(({ key, name, finess, communes }) => ({
      id: plans.find(({ shortCode }) => shortCode === key)?.id,
      shortCode: key,
      name,
      finess,
      communes,
    })),
    preparedAgendas: plans.map(({ id, shortCode }) => ({
      territory: id,
      url: `${url}/agenda-prepare#${preparationToken(shortCode)}`,
    })),
    practitioners: communities.flatMap(({ professionals }) => professionals.filter(isTold).map(practitionerView)),
  }
}

/** One line for each role that an account has, in each territory. */
const accountsIn = ({ accounts: { accounts, grants } }: Community) =>
  grants.flatMap(({ accountId, role, territoryId }) => {
    const account = accounts.find(({ id }) => id === accountId)
    return account ? [{ role, email: account.email, password: DEMONSTRATION_PASSWORD, territory: territoryId }] : []
  })

const isTold = ({ sessions, cases }: Professional): boolean => sessions.length > 0 || cases.length > 0

const practitionerView = (professional: Professional) => ({
  rpps: professional.practitioner.rpps,
  idnps: `8${professional.practitioner.rpps}`,
  name: nameOf(professional),
  profession: professional.practitioner.professionCode,
  territories: professional.audiences.map(({ territoryId }) => territoryId),
  cases: casesOf(professional),
})

/** The cases a professional was made for, and what their sessions show. */
function casesOf({ cases, sessions, locations }: Professional): Case[] {
  const shown = new Set(cases)
  if (sessions.length > 0 && locations.length === 1) shown.add('single-location')
  if (new Set(sessions.map(({ location }) => location)).size > 1) shown.add('multi-location')
  return [...shown]
}
