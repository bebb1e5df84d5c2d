import type { CalendarTrouble } from '../../../contract/calendars.ts'

/** A calendar that could not be read, and why. It says nothing else: addresses and contents stay where they are. */
export class CalendarFailure extends Error {
  override readonly name = 'CalendarFailure'
  readonly trouble: CalendarTrouble

  constructor(trouble: CalendarTrouble) {
    super(trouble)
    this.trouble = trouble
  }
}

export function fail(trouble: CalendarTrouble): never {
  throw new CalendarFailure(trouble)
}
