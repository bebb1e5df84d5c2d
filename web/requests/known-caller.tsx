import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { e164 } from '../../domain/identity/phone.ts'
import { Button } from '../ui/button.tsx'
import { fullDay, phoneNumber } from '../ui/format.ts'
import { announce, Note } from '../ui/notices.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useAgeText } from './person-text.ts'
import { callersFor } from './request-queries.ts'
import { communeOf } from './searches.ts'
import { NO_ATTENDING, type Typed, UNKNOWN_ATTENDING } from './typed.ts'

interface KnownCallerProps {
  readonly phone: string
  /** The server refused a second request for this number. */
  readonly isRefused: boolean
  readonly isDespite: boolean
  readonly onTakeUp: (change: Partial<Typed>) => void
  readonly onOpen: (requestId: string) => void
  readonly onDespite: () => void
}

export interface Caller {
  readonly requestId: string
  readonly number: string
  readonly open: boolean
  readonly createdAt: string
  readonly name: string | null
  readonly ageMonths: number
  readonly sex: 'F' | 'H' | 'unknown'
  readonly reason: string
  readonly takeUp: {
    readonly familyName: string | null
    readonly givenName: string | null
    readonly birthDate: string | null
    readonly phone: string | null
    readonly address: string | null
    readonly residenceCommune: string
    readonly attending: { readonly id: string; readonly name: string } | null
    readonly attendingStatus: 'known' | 'none' | 'unknown'
  }
}

/** Who called from this number before: the open request first, since a second one is rarely wanted. */
export function KnownCaller({ phone, isRefused, isDespite, onTakeUp, onOpen, onDespite }: KnownCallerProps) {
  const number = e164(phone)
  const { data = [] } = useQuery({ ...callersFor(number ?? ''), enabled: number !== undefined })
  const known = number === undefined ? [] : data
  const open = known.find((caller) => caller.open)
  const latest = open ?? known[0]
  if (open && !isDespite) return <OpenElsewhere caller={open} onOpen={onOpen} onDespite={onDespite} />
  if (isRefused) return <OpenElsewhere onDespite={onDespite} onOpen={onOpen} />
  return latest ? <TakeUp caller={latest} phone={phone} onTakeUp={onTakeUp} /> : null
}

interface OpenElsewhereProps {
  readonly caller?: Caller
  readonly onOpen: (requestId: string) => void
  readonly onDespite: () => void
}

function OpenElsewhere({ caller, onOpen, onDespite }: OpenElsewhereProps) {
  const { t } = useTranslation()
  const age = useAgeText()
  return (
    <div role="status">
      <Note tone="honey" icon="warning">
        <p>
          {caller
            ? t('requests.caller.open', { number: caller.number, reason: caller.reason, age: age(caller.ageMonths) })
            : t('requests.caller.open_somewhere')}
        </p>
        <div className="note-actions">
          {caller && (
            <Button variant="primary" onClick={() => onOpen(caller.requestId)}>
              {t('requests.caller.open_it')}
            </Button>
          )}
          <Button onClick={onDespite}>{t('requests.caller.another')}</Button>
        </div>
      </Note>
    </div>
  )
}

interface TakeUpProps {
  readonly caller: Caller
  readonly phone: string
  readonly onTakeUp: (change: Partial<Typed>) => void
}

function TakeUp({ caller, phone, onTakeUp }: TakeUpProps) {
  const { t } = useTranslation()
  const age = useAgeText()
  const who = caller.name ?? t('requests.caller.somebody')
  const named = { day: fullDay(caller.createdAt), who, age: age(caller.ageMonths) }
  const takeUp = async () => {
    onTakeUp(await takenUp(caller, t, age(caller.ageMonths)))
    announce(t('requests.caller.taken_up', named))
  }
  useShortcuts({ F8: { label: t('requests.keys.take_up'), run: () => void takeUp() } })
  const action = (
    <Button keys="F8" onClick={() => void takeUp()}>
      {t('requests.caller.take_up')}
    </Button>
  )
  return (
    <div role="status" aria-label={phoneNumber(phone)}>
      <Note tone="blue" icon="eye" action={action}>
        {t('requests.caller.known', named)}
      </Note>
    </div>
  )
}

type Translate = TFunction

/** What the form takes over of an earlier call: the person, not the reason. */
export async function takenUp({ takeUp, sex }: Caller, t: Translate, age: string): Promise<Partial<Typed>> {
  const commune = await communeOf(takeUp.residenceCommune).catch(() => undefined)
  return {
    givenName: takeUp.givenName ?? '',
    familyName: takeUp.familyName ?? '',
    address: takeUp.address ?? '',
    age: takeUp.birthDate?.split('-').reverse().join('/') ?? age,
    sex,
    ...(commune && { residence: { id: commune.code, label: commune.name } }),
    attending: attendingOf(takeUp, t),
  }
}

function attendingOf({ attending, attendingStatus }: Caller['takeUp'], t: Translate): Typed['attending'] {
  if (attending) return { id: attending.id, label: attending.name }
  if (attendingStatus === 'none') return { id: NO_ATTENDING, label: t('requests.form.no_attending') }
  return { id: UNKNOWN_ATTENDING, label: t('requests.form.unknown_attending') }
}
