import texts from '../server/i18n/fr.json' with { type: 'json' }

/** The sentences of the directory's import. */
export const IMPORT_TEXTS = texts.directoryImport
/** The sentence of each refusal. */
export const REFUSAL_TEXTS = texts.refusals

const number = new Intl.NumberFormat('fr-FR')

/** Puts values in the places of a sentence that bear their names; numbers are grouped by three. */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? number.format(value) : (value ?? place)
  })
