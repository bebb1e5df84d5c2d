import type { Problem } from '../../contract/endpoint.ts'
import fr from '../i18n/fr.json' with { type: 'json' }

/** What the validator says of one field. */
interface Issue {
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string | undefined
}

const sentences: Partial<Record<string, string>> = fr.fields

/** Each field at fault, by its path (`patient.phone`), with the sentence to show beside it. */
export const fieldProblems = (issues: readonly Issue[]): NonNullable<Problem['fields']> =>
  issues.map((issue) => ({
    field: issue.instancePath.split('/').filter(Boolean).join('.'),
    message: sentences[isMissing(issue) ? 'required' : issue.keyword] ?? fr.fields.invalid,
  }))

const isMissing = ({ keyword, message }: Issue): boolean =>
  keyword === 'invalid_type' && message?.endsWith('received undefined') === true
