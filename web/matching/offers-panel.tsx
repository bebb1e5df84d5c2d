import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { AsOf, OfferList, OfferView } from '../../contract/matching.ts'
import { Button } from '../ui/button.tsx'
import { clockTime, clockTimeWithSeconds, dayName, spokenTime } from '../ui/format.ts'
import { announce, Note, ProblemNotice, Waiting } from '../ui/notices.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts'
import { chosenIn, type Entry, entriesOf } from './entries.ts'
import { ExclusionsDialog } from './exclusions-dialog.tsx'
import { type Freed, FreedPlace } from './freed-place.tsx'
import { OfferEntries } from './offer-list.tsx'
import { offersFor } from './offer-queries.ts'
import { useWhy } from './offer-reasons.tsx'

export interface Choice {
  readonly slotId: string
  readonly startsAt: string
  readonly practitioner: string
  readonly commune: string
  /** Unknown for one that was left out and is taken all the same. */
  readonly offer?: OfferView
  readonly asOf: z.infer<typeof AsOf>
  readonly override?: { readonly reason: string }
}

export interface OffersPanelProps {
  readonly requestId: string
  readonly chosenSlot: string | undefined
  /** A place that just came free, and is put before this request. */
  readonly freed?: Freed | undefined
  readonly onChoose: (slotId: string) => void
  readonly onHold: (choice: Choice) => void
  readonly isHolding: boolean
  readonly holdMinutes: number
  /** What just went wrong with a hold, above the list. */
  readonly notice: ReactNode
  /** Only looks, while a place is already held. */
  readonly isAside?: boolean
}

/** Who can, best first, and why. One key chooses, one key holds. */
export function OffersPanel(props: OffersPanelProps) {
  const { t } = useTranslation()
  const offers = useInfiniteQuery(offersFor(props.requestId))
  const shown = offers.data?.pages.flatMap((page) => page.offers) ?? []
  const entries = entriesOf(shown)
  useReach(offers, entries, props.freed?.slotId)
  if (offers.isPending) return <Waiting>{t('matching.waiting')}</Waiting>
  const [list] = offers.data?.pages ?? []
  if (!list)
    return (
      <div className="zone-body">{offers.error && <ProblemNotice error={offers.error} retry={offers.refetch} />}</div>
    )
  const rest = { count: list.count - shown.length, load: () => void offers.fetchNextPage() }
  return (
    <>
      {!props.isAside && <ListHead list={list} />}
      {!list.fresh && <Stale at={list.freshAt} />}
      <FreedAbove {...props} entries={entries} />
      {props.notice}
      {offers.error && <ProblemNotice error={offers.error} retry={offers.refetch} />}
      <Chosen {...props} list={list} entries={entries} more={offers.hasNextPage ? rest : undefined} />
    </>
  )
}

function FreedAbove({
  freed,
  isAside,
  entries,
  chosenSlot,
  onChoose,
}: OffersPanelProps & { entries: readonly Entry[] }) {
  if (!freed || isAside) return null
  const isChosen = chosenIn(entries, chosenSlot).offer?.slotId === freed.slotId
  return <FreedPlace freed={freed} isChosen={isChosen} onChoose={onChoose} />
}

/** Reads on until the place that came free is among the offers: it may stand far behind. */
function useReach(
  { hasNextPage, isFetching, fetchNextPage }: OffersRead,
  entries: readonly Entry[],
  slotId: string | undefined,
) {
  const isMissing = slotId !== undefined && !entries.some(({ times }) => times.some((time) => time.slotId === slotId))
  const mustGoOn = isMissing && hasNextPage && !isFetching
  useEffect(() => {
    if (mustGoOn) void fetchNextPage()
  }, [mustGoOn, fetchNextPage])
}

interface OffersRead {
  readonly hasNextPage: boolean
  readonly isFetching: boolean
  readonly fetchNextPage: () => unknown
}

export function ListHead({ list }: { list: OfferList }) {
  const { t } = useTranslation()
  const { count, practitioners, asOf } = list
  return (
    <div className="zone-head">
      <h2>{`${t('matching.offers', { count })}, ${t('matching.professionals', { count: practitioners })}`}</h2>
      <p className="zone-head-end small quiet">
        {t('matching.complete', { time: clockTimeWithSeconds(asOf.at) })}
        <br />
        {t('matching.policy', { version: asOf.policyVersion })}
      </p>
    </div>
  )
}

export function Stale({ at }: { at: string }) {
  const { t } = useTranslation()
  return (
    <div className="banner">
      <Note tone="honey" icon="muted-speaker">
        {t('matching.stale', { time: clockTime(at) })}
      </Note>
    </div>
  )
}

interface ChosenProps extends OffersPanelProps {
  readonly list: OfferList
  readonly entries: readonly Entry[]
  readonly more: { readonly count: number; readonly load: () => void } | undefined
}

function Chosen(props: ChosenProps) {
  const { t } = useTranslation()
  const { list, entries, chosenSlot, onChoose, isAside, more } = props
  const [isAskingWhy, setIsAskingWhy] = useState(false)
  const { entry, offer } = chosenIn(entries, chosenSlot)
  useOfferKeys(props, entry, offer)
  useShortcuts(isAside ? {} : { X: { label: t('matching.keys.why_not'), run: () => setIsAskingWhy(true) } })
  const choose = (one: OfferView) => onChoose(one.slotId)
  return (
    <>
      <div className="zone-body offers">
        {entries.length === 0 && <NoOffer />}
        <OfferEntries
          entries={entries}
          chosen={isAside ? undefined : offer}
          freedSlot={props.freed?.slotId}
          {...(!isAside && { onChoose: choose })}
        >
          {offer && entry && <Open {...props} entry={entry} offer={offer} />}
        </OfferEntries>
      </div>
      {!isAside && (
        <div className="zone-foot zone-foot-apart">
          {more && (
            <Button variant="quiet" icon="chevron" onClick={more.load}>
              {t('matching.more', { count: more.count })}
            </Button>
          )}
          <Button variant="quiet" keys="X" onClick={() => setIsAskingWhy(true)}>
            {t('matching.why_not')}
          </Button>
        </div>
      )}
      {isAskingWhy && (
        <ExclusionsDialog
          requestId={props.requestId}
          isHolding={props.isHolding}
          onOverride={(excluded, reason) => props.onHold({ ...excluded, asOf: list.asOf, override: { reason } })}
          onClose={() => setIsAskingWhy(false)}
        />
      )}
    </>
  )
}

/** Never « aucun créneau »: what is true, and what is left to do. */
function NoOffer() {
  const { t } = useTranslation()
  return (
    <div className="offers-empty">
      <p className="strong">{t('matching.none')}</p>
      <p className="quiet">{t('matching.none_next')}</p>
    </div>
  )
}

function useOfferKeys(
  { entries, onChoose, isAside }: ChosenProps,
  entry: Entry | undefined,
  offer: OfferView | undefined,
) {
  const { t } = useTranslation()
  const say = useSaid()
  const keys: Record<string, Shortcut | (() => void)> = {}
  for (const { number, best } of entries.slice(0, 9))
    keys[number] = () => {
      onChoose(best.slotId)
      announce(say(number, best))
    }
  const turn = (by: number) => () => {
    const times = entry?.times ?? []
    const next = times[times.findIndex(({ slotId }) => slotId === offer?.slotId) + by]
    if (!next) return
    onChoose(next.slotId)
    announce(t('matching.said_time', { time: spokenTime(next.startsAt, next.zone) }))
  }
  keys.ArrowLeft = { label: t('matching.keys.earlier'), run: turn(-1) }
  keys.ArrowRight = { label: t('matching.keys.later'), run: turn(1) }
  useShortcuts(isAside ? {} : keys)
}

function useSaid() {
  const { t } = useTranslation()
  return (number: number, { practitioner, startsAt, zone, group }: OfferView) =>
    t('matching.said', {
      number,
      name: practitioner.name,
      time: spokenTime(startsAt, zone),
      group: t(`matching.group.${group}`),
    })
}

/** The chosen offer, open: why it stands there, its other times, and the button that holds it. */
function Open(props: ChosenProps & { entry: Entry; offer: OfferView }) {
  const { t } = useTranslation()
  const why = useWhy()
  const { entry, offer, list, onHold, onChoose, isHolding, holdMinutes } = props
  const button = useFocusOnce(props.chosenSlot === offer.slotId)
  const { practitioner, location, slotId, startsAt } = offer
  const hold = () =>
    onHold({ slotId, startsAt, practitioner: practitioner.name, commune: location.commune, offer, asOf: list.asOf })
  useShortcuts({ Enter: { label: t('matching.keys.hold'), run: hold } })
  const time = clockTime(startsAt, offer.zone)
  return (
    <div className="offer-open">
      {why(entry, offer) && <p className="small quiet">{why(entry, offer)}</p>}
      {entry.times.length > 1 && <Times entry={entry} offer={offer} onChoose={onChoose} />}
      <div ref={button}>
        <Button
          variant="primary"
          icon="hourglass"
          keys="Enter"
          busy={isHolding}
          onKeyDown={(event) => event.repeat && event.preventDefault()}
          onClick={hold}
        >
          {isHolding ? t('matching.holding') : t('matching.hold', { time, count: holdMinutes })}
        </Button>
      </div>
    </div>
  )
}

const MOST_TIMES = 8

function Times({ entry, offer, onChoose }: { entry: Entry; offer: OfferView; onChoose: (slotId: string) => void }) {
  const { t } = useTranslation()
  const at = Math.max(0, entry.times.indexOf(offer) - MOST_TIMES + 1)
  const today = dayName(serverNow(), serverNow(), offer.zone)
  const word = (time: OfferView) => {
    const day = dayName(time.startsAt, serverNow(), time.zone)
    return day === today ? clockTime(time.startsAt, time.zone) : `${day} ${clockTime(time.startsAt, time.zone)}`
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, these are buttons
    <div className="chips" role="group" aria-label={t('matching.times')}>
      {entry.times.slice(at, at + MOST_TIMES).map((time) => (
        <button
          key={time.slotId}
          type="button"
          className="chip"
          aria-pressed={time.slotId === offer.slotId}
          onClick={() => onChoose(time.slotId)}
        >
          {word(time)}
        </button>
      ))}
    </div>
  )
}

/** Takes the focus when it opens, unless somebody is typing, answering a dialog, or walking through the queue. */
function useFocusOnce(isAsked: boolean) {
  const box = useRef<HTMLDivElement>(null)
  const wanted = useRef(isAsked)
  useEffect(() => {
    const there = document.activeElement
    const isBusy = there?.matches('input, textarea, select') || document.querySelector('dialog[open]')
    const isWalking = !wanted.current && there?.matches('[data-zone=queue] :not([aria-current=true])')
    if (!isBusy && !isWalking) box.current?.querySelector('button')?.focus()
  }, [])
  return box
}
