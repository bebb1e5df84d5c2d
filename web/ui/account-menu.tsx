import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Choice, Switch } from './chips.tsx'
import { prefer, THEMES, usePreferences } from './preferences.ts'

export interface AccountMenuProps {
  readonly name: string
  readonly role: string
  readonly signOut: () => void
}

/** What belongs to the person on this device: appearance, shortcuts, sign-out. */
export function AccountMenu(props: AccountMenuProps & { className: string; children: ReactNode }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <>
      <button
        type="button"
        className={props.className}
        popoverTarget={id}
        aria-label={t('account.yours', { name: props.name })}
      >
        {props.children}
      </button>
      <div id={id} popover="auto" className="account-menu" role="dialog" aria-label={t('account.title')}>
        <p>
          <strong>{props.name}</strong>
          <br />
          <span className="quiet">{props.role}</span>
        </p>
        <PreferenceControls />
        <Button icon="arrow-right" onClick={props.signOut}>
          {t('account.sign_out')}
        </Button>
      </div>
    </>
  )
}

function PreferenceControls() {
  const { t } = useTranslation()
  const { theme, letterShortcuts } = usePreferences()
  const themes = THEMES.map((value) => ({ value, label: t(`account.theme_${value}`) }))
  return (
    <>
      <Choice
        legend={t('account.theme')}
        options={themes}
        value={theme}
        onChange={(chosen) => prefer({ theme: chosen })}
      />
      <Switch label={t('account.letters')} on={letterShortcuts} onChange={(on) => prefer({ letterShortcuts: on })} />
    </>
  )
}
