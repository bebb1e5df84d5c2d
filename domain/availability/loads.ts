/** Places that a professional shares in a week or on a day, and those already given: what fair share and caps are read from. */
export interface Load {
  declared: number
  taken: number
  /** Held or booked, and counting to the caps. */
  counted: number
}
export const IDLE: Readonly<Load> = { declared: 0, taken: 0, counted: 0 }

/** How many places that count to the caps somebody has given in a week and on a day. */
export interface Counted {
  readonly week: number
  readonly day: number
}

/** Adds to the load of a week or a day, and says which it is. */
export function addTo(loads: Map<number, Load>, when: number, more: Readonly<Load>): Readonly<Load> {
  const load = loads.get(when) ?? { ...IDLE }
  loads.set(when, load)
  load.declared += more.declared
  load.taken += more.taken
  load.counted += more.counted
  return load
}
