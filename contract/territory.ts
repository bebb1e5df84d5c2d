import { z } from 'zod'
import { CommuneCode, Day, endpoint, NoParams } from './endpoint.ts'

export const CommuneView = z
  .object({
    code: CommuneCode,
    name: z.string(),
    postalCodes: z.array(z.string()),
    department: z.string(),
    population: z.int(),
    latitude: z.number(),
    longitude: z.number(),
    inTerritory: z.boolean(),
  })
  .meta({ id: 'Commune' })
export type CommuneView = z.infer<typeof CommuneView>

export const searchCommunes = endpoint({
  id: 'searchCommunes',
  summary: 'Find communes by name, postal code or INSEE code; accents and typos forgiven, the territory first',
  tag: 'territory',
  method: 'GET',
  path: '/communes',
  params: NoParams,
  query: z.object({ q: z.string().min(1).max(80), limit: z.coerce.number().int().min(1).max(20).default(8) }),
  status: 200,
  reply: z.object({ communes: z.array(CommuneView) }),
})

const SasView = z.object({
  code: z.string(),
  from: Day,
  until: Day.nullable(),
  season: z.object({ from: z.string(), until: z.string() }).nullable(),
  source: z.string(),
  active: z.boolean(),
})

export const TerritoryView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    shortCode: z.string(),
    finess: z.string(),
    zone: z.string(),
    communes: z.array(CommuneView),
    sas: z.array(SasView),
    policy: z.object({
      version: z.int(),
      from: Day,
      author: z.string(),
      holdMinutes: z.number(),
      holdExtensionMinutes: z.number(),
      weeklyCap: z.int(),
      sourcesWithoutRegulation: z.array(z.string()),
    }),
  })
  .meta({ id: 'Territory' })
export type TerritoryView = z.infer<typeof TerritoryView>

export const getTerritory = endpoint({
  id: 'getTerritory',
  summary: 'Read the territory that one works in: communes, SAS, policy in force',
  tag: 'territory',
  method: 'GET',
  path: '/territory',
  params: NoParams,
  status: 200,
  reply: TerritoryView,
})

/** Schematic outlines for the maps: cells around the centres of communes, not official contours. */
export const getTerritoryMap = endpoint({
  id: 'getTerritoryMap',
  summary: 'Read the schematic outlines of the communes of the territory and its surroundings (GeoJSON)',
  tag: 'territory',
  method: 'GET',
  path: '/territory/map',
  params: NoParams,
  status: 200,
  reply: z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        properties: z.object({ code: z.string(), name: z.string(), inside: z.boolean() }),
        geometry: z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) }),
      }),
    ),
  }),
})
