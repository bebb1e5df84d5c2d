import { useTranslation } from 'react-i18next'

const DRAWN: Readonly<Record<string, string>> = {
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

const NAMED = {
  Escape: 'shortcuts.escape',
  Delete: 'shortcuts.delete',
  Home: 'shortcuts.home',
  End: 'shortcuts.end',
  Shift: 'shortcuts.shift',
} as const

/** Each key of a shortcut such as `Ctrl+Enter`, drawn as on the keyboard. Never read out: the control is named. */
export function KeyCap({ keys }: { keys: string }) {
  const { t } = useTranslation()
  const names = keys === '+' ? ['+'] : keys.split('+')
  return (
    <span className="key-caps" aria-hidden="true">
      {names.map((name) => (
        <kbd key={name} className="key-cap">
          {name in NAMED ? t(NAMED[name as keyof typeof NAMED]) : (DRAWN[name] ?? name)}
        </kbd>
      ))}
    </span>
  )
}
