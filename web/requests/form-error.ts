import { ProblemError } from '../ui/http.ts'
import type { FormField } from './typed.ts'

/** Where the server's names for what is wrong are found on the form. */
const PLACES: Readonly<Record<string, FormField>> = {
  'patient.phone': 'phone',
  phone: 'phone',
  'phone-unreadable': 'phone',
  'patient.birthDate': 'age',
  ageMonths: 'age',
  'age-needed': 'age',
  reason: 'reason',
  residenceCommune: 'residence',
  placeCommune: 'place',
  'commune-unknown': 'residence',
  'attending.practitionerId': 'attending',
  attending: 'attending',
  'practitioner-not-found': 'attending',
  'delay.at': 'delayTime',
  'due-in-the-past': 'delayTime',
}

/** What the server refused, by field of the form; empty when it is about something else. */
export function refusedFields(error: Error | null): Partial<Record<FormField, string>> {
  if (!(error instanceof ProblemError)) return {}
  const fields = (error.extra.fields ?? []) as readonly { field: string; message: string }[]
  const named = fields.flatMap(({ field, message }) => {
    const place = PLACES[field]
    return place ? [[place, message] as const] : []
  })
  const whole = PLACES[error.code]
  return Object.fromEntries(whole ? [[whole, error.title], ...named] : named)
}

/** Puts the focus into the first of `fields`, in the order of the form. */
export function focusFirst(form: HTMLElement | null, fields: readonly FormField[]) {
  const wanted = fields.map((field) => `[data-field=${field}]`).join(',')
  const control = 'input, select, textarea'
  if (wanted) form?.querySelector(wanted)?.querySelector<HTMLElement>(control)?.focus()
}
