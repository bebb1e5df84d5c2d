/** Every expected "no": its status, and the FHIR issue type. The sentence that people read is in `i18n/fr.json`. */
export const REFUSALS = {
  'invalid-input': { status: 400, fhirIssue: 'invalid' },
  'not-signed-in': { status: 401, fhirIssue: 'login' },
  'wrong-credentials': { status: 401, fhirIssue: 'login' },
  'wrong-origin': { status: 403, fhirIssue: 'forbidden' },
  forbidden: { status: 403, fhirIssue: 'forbidden' },
  'not-found': { status: 404, fhirIssue: 'not-found' },
  'request-not-found': { status: 404, fhirIssue: 'not-found' },
  'slot-not-found': { status: 404, fhirIssue: 'not-found' },
  'hold-not-found': { status: 404, fhirIssue: 'not-found' },
  'appointment-not-found': { status: 404, fhirIssue: 'not-found' },
  'practitioner-not-found': { status: 404, fhirIssue: 'not-found' },
  'draft-not-found': { status: 404, fhirIssue: 'not-found' },
  'opening-not-found': { status: 404, fhirIssue: 'not-found' },
  'absence-not-found': { status: 404, fhirIssue: 'not-found' },
  'edit-not-found': { status: 404, fhirIssue: 'not-found' },
  'calendar-not-found': { status: 404, fhirIssue: 'not-found' },
  'feed-not-found': { status: 404, fhirIssue: 'not-found' },
  'preparation-not-found': { status: 404, fhirIssue: 'not-found' },
  'link-not-valid': { status: 404, fhirIssue: 'not-found' },
  'refill-not-found': { status: 404, fhirIssue: 'not-found' },
  'slot-taken': { status: 409, fhirIssue: 'conflict' },
  'request-held-elsewhere': { status: 409, fhirIssue: 'conflict' },
  'request-already-placed': { status: 409, fhirIssue: 'conflict' },
  'time-taken': { status: 409, fhirIssue: 'conflict' },
  'hold-expired': { status: 409, fhirIssue: 'conflict' },
  'hold-already-extended': { status: 409, fhirIssue: 'conflict' },
  'move-impossible': { status: 409, fhirIssue: 'business-rule' },
  'open-request-exists': { status: 409, fhirIssue: 'duplicate' },
  'key-reused': { status: 409, fhirIssue: 'duplicate' },
  'slot-in-use': { status: 409, fhirIssue: 'conflict' },
  'places-overlap': { status: 409, fhirIssue: 'conflict' },
  'visits-affected': { status: 409, fhirIssue: 'conflict' },
  'edit-outdated': { status: 409, fhirIssue: 'conflict' },
  'outcome-too-early': { status: 409, fhirIssue: 'business-rule' },
  'appointment-over': { status: 409, fhirIssue: 'business-rule' },
  'body-too-large': { status: 413, fhirIssue: 'too-long' },
  'unsupported-media-type': { status: 415, fhirIssue: 'structure' },
  'offer-ineligible': { status: 422, fhirIssue: 'business-rule' },
  'regulation-needed': { status: 422, fhirIssue: 'business-rule' },
  'age-needed': { status: 422, fhirIssue: 'required' },
  'phone-unreadable': { status: 422, fhirIssue: 'value' },
  'commune-unknown': { status: 422, fhirIssue: 'value' },
  'due-in-the-past': { status: 422, fhirIssue: 'value' },
  'reason-needed': { status: 422, fhirIssue: 'required' },
  'time-does-not-exist': { status: 422, fhirIssue: 'value' },
  'opening-in-the-past': { status: 422, fhirIssue: 'value' },
  'nothing-to-open': { status: 422, fhirIssue: 'value' },
  'recurrence-unreadable': { status: 422, fhirIssue: 'value' },
  'calendar-unusable': { status: 422, fhirIssue: 'processing' },
  'too-many-calendars': { status: 422, fhirIssue: 'business-rule' },
  'mail-not-set-up': { status: 422, fhirIssue: 'not-supported' },
  'not-your-place': { status: 422, fhirIssue: 'business-rule' },
  'directory-unreadable': { status: 422, fhirIssue: 'structure' },
  'directory-columns-missing': { status: 422, fhirIssue: 'structure' },
  'too-many-requests': { status: 429, fhirIssue: 'throttled' },
  unavailable: { status: 503, fhirIssue: 'transient' },
} as const satisfies Record<string, { status: number; fhirIssue: string }>

export type RefusalCode = keyof typeof REFUSALS

/** An expected "no". Anything else that is thrown is a bug or an outage, and answers 500. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: RefusalCode
  /** Codes that say why: ineligibilities, or the field at fault. Never an identity. */
  readonly reasons: readonly string[]
  /** What may be done instead, as the contract shows it. */
  readonly next: unknown

  constructor(code: RefusalCode, reasons: readonly string[] = [], next?: unknown) {
    super([code, ...reasons].join(' '))
    this.code = code
    this.reasons = reasons
    this.next = next
  }
}

export function refuse(code: RefusalCode, reasons?: readonly string[]): never {
  throw new Refused(code, reasons)
}
