import { applySlot, removeSlot } from '../../domain/availability/picture.ts'
import { HOUR, type Instant } from '../../domain/time/interval.ts'
import type { DatabaseAddress } from '../database/address.ts'
import { openPictureSource, type PictureSource, type SlotChange } from '../database/availability.ts'
import { listenTo } from '../database/listen.ts'
import type { Reference } from '../reference.ts'
import { emptyPicture, type Loaded, loadPicture } from './load.ts'

/** The picture of free capacity that one process keeps up to date. */
export interface LivePicture {
  /** As it is now. Keep it for one answer only: it changes under whoever holds it. */
  readonly current: () => Loaded
  /** Reads what has been committed by now; the next answer shows it. */
  readonly catchUp: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Past this age the offers say so. */
export const STALE_AFTER = 5_000
const POLL = 1_000
const RELOAD = 6 * HOUR

export const isFresh = ({ freshAt }: Pick<Loaded, 'freshAt'>, now: Instant): boolean => now - freshAt <= STALE_AFTER

/** A picture that reads when it is told to. */
export interface Follower {
  readonly current: () => Loaded
  readonly catchUp: () => Promise<void>
  /** Reads everything again. */
  readonly reload: () => Promise<void>
  /** Reads again how old the professionals' own calendars are. */
  readonly calendarsChanged: () => Promise<void>
}

/** Empty, and known to be old, until it is first told to read. A read that fails leaves it as it was, and ageing. */
export function followPicture(source: PictureSource, reference: Reference, now: () => Instant): Follower {
  let loaded = emptyPicture()
  let mustReload = true
  let reloadAt = 0
  let haveCalendarsChanged = false
  let turn: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | undefined

  const read = async () => {
    const at = now()
    if (mustReload || at >= reloadAt) {
      mustReload = false
      loaded = await loadPicture(source, reference, at)
      reloadAt = at + RELOAD
      return
    }
    if (haveCalendarsChanged) {
      haveCalendarsChanged = false
      loaded.calendars = await source.readCalendars()
    }
    const { snapshot, changes } = await source.readChanges(loaded.snapshot)
    for (const change of changes) apply(loaded, change)
    loaded.snapshot = snapshot
    loaded.freshAt = at
  }
  const safely = () =>
    read().catch(() => {
      mustReload = true // another server may answer next: trust nothing that was read before
    })
  /** One read at a time; whoever asks while one runs shares the one after it. */
  const catchUp = (): Promise<void> => {
    waiting ??= turn.then(() => {
      waiting = undefined
      turn = safely()
      return turn
    })
    return waiting
  }
  const reload = () => {
    mustReload = true
    return catchUp()
  }
  const calendarsChanged = () => {
    haveCalendarsChanged = true
    return catchUp()
  }
  return { current: () => loaded, catchUp, reload, calendarsChanged }
}

function apply({ picture }: Loaded, { slotId, after }: SlotChange): void {
  if (after) applySlot(picture, after)
  else removeSlot(picture, slotId)
}

/**
 * Loads the picture and follows the database: woken by its notifications, and each second in any case. When the
 * database is away the picture stays, ages, and is read whole again at its return.
 */
export async function openLivePicture(
  address: DatabaseAddress,
  reference: Reference,
  now: () => Instant,
): Promise<LivePicture> {
  const source = openPictureSource(address)
  const { current, catchUp, reload, calendarsChanged } = followPicture(source, reference, now)
  await reload()
  const readOn: Readonly<Record<string, () => Promise<void>>> = { directory: reload, calendars: calendarsChanged }
  const ears = listenTo(address, {
    channels: ['availability', 'directory', 'calendars'],
    heard: (channel) => void (readOn[channel] ?? catchUp)(),
    listening: () => void reload(), // what was said before is lost
    failed: () => undefined, // the age of the offers tells
  })
  const poll = setInterval(catchUp, POLL)
  return {
    current,
    catchUp,
    close: async () => {
      clearInterval(poll)
      await ears.close()
      await catchUp() // whatever was being read has ended
      await source.close()
    },
  }
}
