import { normalisedName } from '../identity/name.ts'

/** The header line of `PS_LibreAcces_Personne_activite`, trailing separator included (Annuaire Santé, September 2026). */
export const OFFICIAL_HEADER =
  "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|Libellé civilité exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|Indice répétition voie (coord. Structure)|Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code département (coord. structure)|Libellé département (coord. structure)|Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code fonction|Libellé fonction|Code genre d'activité|Libellé genre d'activité|"

/** The columns that are read, by the name that the official file gives them. Labels are left to the code tables. */
const NAMES = {
  identifierType: "Type d'identifiant PP",
  identifier: 'Identifiant PP',
  nationalIdentifier: 'Identification nationale PP',
  practiceCivility: "Code civilité d'exercice",
  civility: 'Code civilité',
  familyName: "Nom d'exercice",
  givenName: "Prénom d'exercice",
  profession: 'Code profession',
  mode: 'Code mode exercice',
  siret: 'Numéro SIRET site',
  finess: 'Numéro FINESS site',
  structure: 'Identifiant technique de la structure',
  companyName: 'Raison sociale site',
  tradeName: 'Enseigne commerciale site',
  complement: 'Complément point géographique (coord. structure)',
  streetNumber: 'Numéro Voie (coord. structure)',
  streetRepeat: 'Indice répétition voie (coord. Structure)',
  streetType: 'Libellé type de voie (coord. structure)',
  street: 'Libellé Voie (coord. structure)',
  distribution: 'Mention distribution (coord. structure)',
  postalCode: 'Code postal (coord. structure)',
  commune: 'Code commune (coord. structure)',
  phone: 'Téléphone (coord. structure)',
  otherPhone: 'Téléphone 2 (coord. structure)',
  sector: "Code secteur d'activité",
} as const

/** Newer extractions leave skills to a file of their own: without these columns, known specialties stay as they are. */
const SKILL_NAMES = { skillType: 'Code type savoir-faire', skill: 'Code savoir-faire' } as const

/** Other names that a column had or may have, besides its case, accents, spaces and `(coord. structure)`. */
const OTHER_NAMES: Partial<Record<ColumnKey, readonly string[]>> = {
  identifierType: ["Type d'identifiant"],
  identifier: ['Numéro RPPS', 'RPPS'],
  familyName: ["Nom d'usage", 'Nom'],
  givenName: ["Prénom d'usage", 'Prénom'],
  siret: ['Numéro SIRET'],
  finess: ['Numéro FINESS'],
  structure: ['Identifiant structure'],
  commune: ['Code INSEE commune', 'Code commune INSEE'],
  phone: ['Téléphone 1'],
}

type RequiredKey = keyof typeof NAMES
export type ColumnKey = RequiredKey | keyof typeof SKILL_NAMES

/** Where each column is. */
export interface Columns {
  readonly at: Readonly<Record<RequiredKey, number>>
  /** Undefined when the file has no skills. */
  readonly skills: { readonly type: number; readonly code: number } | undefined
  /** How many columns have a name. */
  readonly count: number
  /** Whether the header, and so every line, ends with a separator. */
  readonly endsWithSeparator: boolean
}

/** What a header says; `missing` names the columns as the official file does, `unknown` those that have another name. */
export type Header =
  | { readonly columns: Columns }
  | { readonly missing: readonly string[]; readonly unknown: readonly string[] }

/** A column's name without what changed from one publication to the next. */
export const columnName = (name: string): string => normalisedName(name).replace(/ (coord )?structure$/, '')

/** Finds the columns by their names, in any order; a column that is missing is named, never guessed. */
export function readHeader(line: string): Header {
  const names = line.split('|').map(columnName)
  const endsWithSeparator = names.length > 1 && names.at(-1) === ''
  const count = names.length - Number(endsWithSeparator)
  const find = (key: ColumnKey, name: string) =>
    [name, ...(OTHER_NAMES[key] ?? [])].map((known) => names.indexOf(columnName(known))).find((index) => index >= 0)

  const found = Object.entries(NAMES).map(([key, name]) => [key, find(key as RequiredKey, name)] as const)
  const missing = found.flatMap(([key, index]) => (index === undefined ? [NAMES[key as RequiredKey]] : []))
  if (missing.length > 0) return { missing, unknown: unknownColumns(line) }

  const at = Object.fromEntries(found) as Record<RequiredKey, number>
  const [type, code] = [find('skillType', SKILL_NAMES.skillType), find('skill', SKILL_NAMES.skill)]
  const skills = type === undefined || code === undefined ? undefined : { type, code }
  return { columns: { at, skills, count, endsWithSeparator } }
}

function unknownColumns(line: string): string[] {
  const official = new Set(OFFICIAL_HEADER.split('|').map(columnName))
  return line.split('|').filter((name) => name.trim() !== '' && !official.has(columnName(name)))
}
