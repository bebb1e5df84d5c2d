import fc from 'fast-check'
import { z } from 'zod'

type Schema = Record<string, unknown>

/** The id to send under a name such as `requestId`. */
export type IdOf = (name: string) => string | undefined

/** What every text and number may be when nobody means well. */
export const NASTY: readonly unknown[] = [
  ...['', ' ', '\0', 'a\0b', '\ud800', '’; drop table care_request; --', '%', '\\', '😀'.repeat(60), 'x'.repeat(5_000)],
  ...['0000-01-01', '9999-12-31', '2026-02-30', '9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00Z', '25:61', 'NaN'],
  ...[-1, 0, 0.5, 2 ** 31, 2 ** 53, 1e308, -1e308, null, true, [], {}, [[]], { __proto__: null, constructor: 1 }],
  '00000000-0000-0000-0000-000000000000',
]

/** Inputs that `schema` accepts, whole or with only what is required. */
export function inputsFor(schema: z.ZodType, idOf: IdOf, { whole }: { whole: boolean }): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  const definitions = (root.$defs ?? {}) as Record<string, Schema>

  const from = (node: Schema, name: string): fc.Arbitrary<unknown> => {
    const choices = choicesOf(node)
    return choices ? fc.oneof(...choices.map((choice) => from(choice, name))) : ofOneKind(node, name)
  }

  const ofOneKind = (node: Schema, name: string): fc.Arbitrary<unknown> => {
    if (typeof node.$ref === 'string') return from(definitions[node.$ref.split('/').at(-1) ?? ''] ?? {}, name)
    if (Array.isArray(node.allOf)) return from(Object.assign({}, ...node.allOf), name)
    if ('const' in node) return fc.constant(node.const)
    return Array.isArray(node.enum) ? fc.constantFrom(...node.enum) : ofType(node, name)
  }

  const ofType = (node: Schema, name: string): fc.Arbitrary<unknown> => {
    switch (node.type) {
      case 'object':
        return objects(node)
      case 'array':
        return fc.array(from((node.items ?? {}) as Schema, name), {
          minLength: Number(node.minItems ?? 0),
          maxLength: Math.min(Number(node.maxItems ?? 3), 3),
        })
      case 'string':
        return texts(node, name, idOf)
      case 'integer':
      case 'number':
        return fc.integer({ min: Number(node.minimum ?? 0), max: Math.min(Number(node.maximum ?? 1_000), 1_000_000) })
      case 'boolean':
        return fc.boolean()
      default:
        return fc.constant(node.type === 'null' ? null : '1')
    }
  }

  const objects = (node: Schema): fc.Arbitrary<unknown> => {
    const required = new Set(node.required as string[] | undefined)
    const properties = Object.entries((node.properties ?? {}) as Record<string, Schema>)
    const wanted = properties.filter(([name]) => whole || required.has(name))
    const record = Object.fromEntries(wanted.map(([name, property]) => [name, from(property, name)]))
    return fc.record(record, { requiredKeys: [...required].filter((name) => name in record) })
  }

  return from(root, '')
}

const choicesOf = (node: Schema) => (node.anyOf ?? node.oneOf) as Schema[] | undefined

function texts(node: Schema, name: string, idOf: IdOf): fc.Arbitrary<string> {
  if (node.format === 'uuid') return fc.oneof(...[idOf(name)].flatMap((id) => (id ? fc.constant(id) : fc.uuid())))
  if (node.format === 'date') return fc.constantFrom('2026-11-24', '2026-11-25')
  if (node.format === 'date-time') return fc.constantFrom('2026-11-24T18:00:00Z', '2026-11-25T09:30:00+01:00')
  if (node.format === 'email') return fc.constant('somebody@example.org')
  if (name === 'phone') return fc.constantFrom('06 39 98 41 07', '+33639984107')
  if (/commune/i.test(name)) return fc.constant('42218')
  if (typeof node.pattern === 'string') return fc.stringMatching(new RegExp(node.pattern))
  const length = Math.max(Number(node.minLength ?? 1), Math.min(Number(node.maxLength ?? 9), 9))
  return fc.constantFrom('x'.repeat(length), ...(length === 9 ? ['true'] : []))
}

/** `input` with one value somewhere, or the whole, replaced by a nasty one. */
export const spoilt = (inputs: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(inputs, fc.constantFrom(...NASTY), fc.array(fc.nat(20), { maxLength: 4 }))
    .map(([input, nasty, path]) => replaceAt(structuredClone(input), path, nasty))

function replaceAt(value: unknown, [place, ...rest]: number[], nasty: unknown): unknown {
  if (place === undefined || typeof value !== 'object' || value === null) return nasty
  const keys = Object.keys(value)
  const key = keys[place % Math.max(keys.length, 1)]
  if (key === undefined) return nasty
  const holder = value as Record<string, unknown>
  holder[key] = replaceAt(holder[key], rest, nasty)
  return holder
}
