import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/identity.ts'
import { e164 } from '../../domain/identity/phone.ts'
import { OPEN_STATES, type State } from '../../domain/requests/states.ts'
import type { App } from '../app.ts'
import { fullName } from '../database/directory.ts'
import { listCallers, nameIndex, openIdentity, phoneIndex } from '../database/identity.ts'
import type { Reference } from '../reference.ts'
import { communeName, isoOf } from './appointment-view.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'

export const callerRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, reference }) => {
  api.route({
    ...operation(contract.findCaller, { permission: 'request:work' }),
    handler: async (request) => {
      const actor = actorOf(request)
      const { text } = request.body
      const phone = e164(text)
      const index = phone
        ? { phone: phoneIndex(app.cipher, actor.territoryId, phone) }
        : { name: nameIndex(app.cipher, actor.territoryId, text) }
      const rows = await app.within(actor, (tx) => listCallers(tx, index))
      return { callers: rows.map((row) => callerView(row, app, reference)) }
    },
  })
}

type CallerRow = Awaited<ReturnType<typeof listCallers>>[number]

function callerView(row: CallerRow, { cipher }: App, reference: Reference) {
  const identity = openIdentity(cipher, row)
  const name = [identity.givenName, identity.familyName].filter((part) => part !== null).join(' ')
  return {
    requestId: row.request_id,
    number: row.number,
    state: row.state as State,
    open: OPEN_STATES.includes(row.state as State),
    createdAt: isoOf(row.created_at),
    name: name === '' ? null : name,
    ageMonths: row.age_months,
    sex: row.sex as 'F' | 'H' | 'unknown',
    reason: row.reason,
    commune: communeName(reference, row.residence_commune),
    takeUp: {
      ...identity,
      residenceCommune: row.residence_commune,
      attending: row.attending_id ? { id: row.attending_id, name: attendingName(row) } : null,
      attendingStatus: row.attending_status as 'known' | 'none' | 'unknown',
    },
  }
}

const attendingName = (row: CallerRow): string =>
  fullName({
    civility: row.attending_civility ?? '',
    given_name: row.attending_given_name ?? '',
    family_name: row.attending_family_name ?? '',
  })
