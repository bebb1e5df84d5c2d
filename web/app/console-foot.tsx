import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '../ui/key-cap.tsx'
import { type ListedShortcut, useListedShortcuts } from '../ui/shortcuts.ts'
import { ShortcutsDialog } from '../ui/shortcuts-dialog.tsx'

const QUIET = [
  ['N', 'new'],
  ['/', 'search'],
  ['J', 'walk'],
  ['M', 'map'],
  ['F6', 'zone'],
] as const
const DRAFT = [
  ['Tab', 'field'],
  ['ArrowDown', 'choose'],
  ['Ctrl+Enter', 'ranking'],
  ['F8', 'take_up'],
  ['F2', 'fifteen'],
  ['Escape', 'aside'],
] as const
const REQUEST = [
  ['J', 'walk'],
  ['1', 'offer'],
  ['Enter', 'hold'],
  ['X', 'why'],
  ['C', 'call'],
  ['N', 'new'],
  ['F6', 'zone'],
] as const

/** The keys that matter now; each does what a visible button does. */
export function ConsoleFoot({ isDraft, isRequest }: { isDraft: boolean; isRequest: boolean }) {
  const { t } = useTranslation()
  const listed = useListedShortcuts()
  const [shown, setShown] = useState<readonly ListedShortcut[]>()
  const busy = isDraft ? DRAFT : REQUEST
  const hints = isDraft || isRequest ? busy : QUIET
  return (
    <footer className="console-foot small">
      {hints.map(([keys, name]) => (
        <span key={keys}>
          <KeyCap keys={keys} />
          {t(`console.foot.${name}`)}
        </span>
      ))}
      <button type="button" onClick={() => setShown(listed)}>
        <KeyCap keys="?" />
        {t('console.keys.all')}
      </button>
      {shown && <ShortcutsDialog listed={shown} onClose={() => setShown(undefined)} />}
    </footer>
  )
}
