import type { TFunction } from 'i18next'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import { Button } from '../ui/button.tsx'
import { Choice, Toggles } from '../ui/chips.tsx'
import { capital, fullDay, shortTime } from '../ui/format.ts'
import { Note } from '../ui/notices.tsx'
import { offerUndo } from '../ui/undo-bar.tsx'
import { AgendaLinks } from './agenda-links.tsx'
import { WithAgenda } from './agenda-states.tsx'
import { listed, namedDay, plainWeekday } from './agenda-words.ts'
import { OpenTerms } from './open-terms.tsx'
import { openingsOfWish, type PreparedOpening, useOpeningWish } from './open-wish.ts'
import { useChangeAgenda, useUndoChange } from './openings.ts'
import { OtherTimes } from './other-times.tsx'
import { SaidCard } from './said-later.tsx'
import { openTimes } from './usual-times.ts'

interface OpenScreenProps {
  readonly practitionerId: string
  readonly day: string | undefined
  readonly onOpened: () => void
}

/** Shares places: the habit of the day is ticked, one more tap opens them. */
export function OpenScreen(props: OpenScreenProps) {
  return (
    <WithAgenda practitionerId={props.practitionerId}>{(agenda) => <OpenForm {...props} agenda={agenda} />}</WithAgenda>
  )
}

const SHOWN_DAYS = 3

function OpenForm({ practitionerId, day, onOpened, agenda }: OpenScreenProps & { agenda: AgendaView }) {
  const { t } = useTranslation()
  const wish = useOpeningWish(agenda, day)
  const open = useOpen(practitionerId, agenda, wish, onOpened)
  const days = agenda.days.slice(0, SHOWN_DAYS).map((one) => one.day)
  const shown = days.includes(wish.day) ? days : [...days.slice(0, SHOWN_DAYS - 1), wish.day]
  const dayLabel = (one: string) => capital(namedDay(one, agenda.today).replace(/ \d.*/, ''))
  if (wish.locationId === undefined)
    return (
      <Note tone="honey" icon="warning">
        {t('agenda.no_place')}
      </Note>
    )
  return (
    <>
      <div className="day-choice">
        <Choice
          legend={t('agenda.open_day')}
          legendHidden
          options={shown.map((value) => ({ value, label: dayLabel(value) }))}
          value={wish.day}
          onChange={wish.chooseDay}
        />
      </div>
      <Hours agenda={agenda} wish={wish} />
      <OpenTerms wish={wish} />
      <div className="main-action">
        <Button
          variant="primary"
          wide
          big
          disabled={wish.ticked.length === 0 || wish.visibility.length === 0}
          onClick={open}
        >
          {wish.ticked.length === 0
            ? t('agenda.open_nothing')
            : t('agenda.open_these', { times: listed(t, [...wish.ticked].sort()) })}
        </Button>
        <p className="quiet small">{t('agenda.nothing_else')}</p>
      </div>
      <SaidCard practitionerId={practitionerId} agenda={agenda} />
      <AgendaLinks practitionerId={practitionerId} zone={agenda.zone} />
    </>
  )
}

function Hours({ agenda, wish }: { agenda: AgendaView; wish: PreparedOpening }) {
  const { t } = useTranslation()
  const already = openTimes(agenda, wish.day)
  return (
    <section className="card">
      <h2>{capital(fullDay(`${wish.day}T12:00:00Z`, 'UTC'))}</h2>
      <p className="quiet small">{whatIsTicked(t, wish)}</p>
      <div className="hour-choice">
        <Toggles
          legend={t('agenda.open_times')}
          legendHidden
          options={wish.times.map((value) => ({ value, label: shortTime(value) }))}
          value={wish.ticked}
          onChange={(ticked) => wish.choose({ ticked })}
        />
      </div>
      {already.length > 0 && <p className="quiet small">{t('agenda.already_open', { times: listed(t, already) })}</p>}
      <p className="quiet small">{t('agenda.open_length', { minutes: wish.minutes })}</p>
      <OtherTimes agenda={agenda} wish={wish} />
    </section>
  )
}

function whatIsTicked(t: TFunction, { isUntouched, isHabit, day }: PreparedOpening): string {
  if (!isUntouched) return t('agenda.open_no_habit')
  return isHabit ? t('agenda.open_habit', { weekday: plainWeekday(day) }) : t('agenda.open_usual')
}

/** Opens at once on this screen; ten seconds to take everything back. */
function useOpen(practitionerId: string, agenda: AgendaView, wish: PreparedOpening, onOpened: () => void) {
  const { t } = useTranslation()
  const { mutateAsync } = useChangeAgenda(practitionerId)
  const undo = useUndoChange(practitionerId)
  const isSent = useRef(false)
  const { day, kind, minutes, places, locationId } = wish
  return () => {
    if (locationId === undefined || isSent.current) return
    isSent.current = true // the screen goes away: a second tap on its way out opens nothing more
    const times = wish.ticked.toSorted()
    const opening = mutateAsync({
      change: { kind: 'open', openings: openingsOfWish(wish, locationId) },
      expected: { locationId, day, times, kind, minutes, places },
    })
    const takeBack = () =>
      opening.then(
        ({ editId }) => undo.mutate(editId),
        () => undefined,
      )
    opening.catch(() => offerUndo(undefined)) // the screen says why
    const message = t('agenda.opened', { count: times.length, day: namedDay(day, agenda.today) })
    offerUndo({ message, undo: () => void takeBack() })
    onOpened()
  }
}
