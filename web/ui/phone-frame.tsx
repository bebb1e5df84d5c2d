import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { initials } from './avatar.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Logo } from './logo.tsx'

export interface PhoneTab {
  readonly to: NonNullable<LinkProps['to']>
  readonly icon: IconName
  readonly label: string
  /** How many things wait behind it, and the words that say so. */
  readonly waiting?: { readonly count: number; readonly label: string }
}

interface PhoneFrameProps {
  readonly title: string
  readonly account: AccountMenuProps
  /** Four of them. */
  readonly tabs: readonly PhoneTab[]
  readonly children: ReactNode
}

/** One job per screen: title above, main action in the lower half, four tabs below. */
export function PhoneFrame({ title, account, tabs, children }: PhoneFrameProps) {
  const { t } = useTranslation()
  return (
    <div className="phone">
      <header className="phone-head">
        <Logo height={24} />
        <h1>{title}</h1>
        <AccountMenu {...account} className="phone-account">
          {initials(account.name)}
        </AccountMenu>
      </header>
      <main className="phone-main">{children}</main>
      <nav className="phone-nav" aria-label={t('phone.nav')}>
        {tabs.map((tab) => (
          <Link key={tab.to} to={tab.to} activeOptions={{ exact: true }}>
            <Icon name={tab.icon} />
            {tab.label}
            {tab.waiting && tab.waiting.count > 0 && (
              <span className="phone-count">
                {tab.waiting.count}
                <span className="visually-hidden">{` ${tab.waiting.label}`}</span>
              </span>
            )}
          </Link>
        ))}
      </nav>
    </div>
  )
}
