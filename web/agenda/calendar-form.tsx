import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/chips.tsx'
import { TextField } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notices.tsx'
import { useAddCalendar } from './calendars.ts'

const PROVIDERS = ['google', 'outlook', 'icloud', 'software', 'caldav'] as const
type Provider = (typeof PROVIDERS)[number]

/** Read with a name and a password, unlike an address that is itself the secret. */
const WITH_ACCOUNT: readonly Provider[] = ['icloud', 'caldav']
const KNOWN_ADDRESS: Partial<Record<Provider, string>> = { icloud: 'https://caldav.icloud.com/' }

interface CalendarFormProps {
  readonly practitionerId: string
  readonly isFirst: boolean
}

/** Which software first: the two sentences that help are not the same for each. */
export function CalendarForm({ practitionerId, isFirst }: CalendarFormProps) {
  const { t } = useTranslation()
  const [provider, setProvider] = useState<Provider>()
  const [isOpen, setIsOpen] = useState(isFirst)
  if (!isOpen)
    return (
      <Button wide icon="plus" onClick={() => setIsOpen(true)}>
        {t('agenda.calendars.another')}
      </Button>
    )
  const close = () => {
    setProvider(undefined)
    setIsOpen(false)
  }
  return (
    <>
      <div className="line-choice">
        <Choice
          legend={t('agenda.calendars.which')}
          options={PROVIDERS.map((value) => ({ value, label: t(`agenda.calendars.provider.${value}`) }))}
          value={provider}
          onChange={setProvider}
        />
      </div>
      {provider && <Address key={provider} practitionerId={practitionerId} provider={provider} onAdded={close} />}
    </>
  )
}

interface AddressProps {
  readonly practitionerId: string
  readonly provider: Provider
  readonly onAdded: () => void
}

function Address({ practitionerId, provider, onAdded }: AddressProps) {
  const { t } = useTranslation()
  const [address, setAddress] = useState(KNOWN_ADDRESS[provider] ?? '')
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const add = useAddCalendar(practitionerId)
  const hasAccount = WITH_ACCOUNT.includes(provider)
  const isReady = address.trim().length >= SHORTEST && (!hasAccount || (username !== '' && password !== ''))
  const link = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const account = hasAccount ? { username, password } : {}
    const calendar = { kind: hasAccount ? 'caldav' : 'ics', name: t(`agenda.calendars.provider.${provider}`) } as const
    add.mutate({ ...calendar, address, ...account }, { onSuccess: onAdded })
  }
  return (
    <form className="stack" onSubmit={link}>
      <p className="small">{t(`agenda.calendars.help.${provider}`)}</p>
      <TextField
        label={t('agenda.calendars.address')}
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder="https://"
        value={address}
        onChange={setAddress}
      />
      {hasAccount && (
        <>
          <TextField
            label={t('agenda.calendars.username')}
            autoComplete="off"
            spellCheck={false}
            value={username}
            onChange={setUsername}
          />
          <TextField
            label={t('agenda.calendars.password')}
            hint={t('agenda.calendars.password_hint')}
            type="password"
            autoComplete="off"
            value={password}
            onChange={setPassword}
          />
        </>
      )}
      <p className="quiet small">{t('agenda.calendars.promise')}</p>
      {add.error && <ProblemNotice error={add.error} />}
      <Button type="submit" variant="primary" wide big busy={add.isPending} disabled={!isReady}>
        {t(add.isPending ? 'agenda.calendars.reading' : 'agenda.calendars.link')}
      </Button>
    </form>
  )
}

const SHORTEST = 8
