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
  ['Ctrl+Enter', 'confirm'],
  ['+', 'extend'],
  ['L', 'release'],
  ['T', 'pass'],
  ['X', 'why'],
  ['C', 'call'],
  ['N', 'new'],
  ['F6', 'zone'],
] as const
/** Those that do nothing for some requests, and the key that says so: an offer is chosen where one can be held. */
const ONLY_WITH: Readonly<Record<string, string>> = { '1': 'Enter' }

/** The keys that matter now; each does what a visible button does. */
export function ConsoleFoot({ isDraft, isRequest }: { isDraft: boolean; isRequest: boolean }) {
  const { t } = useTranslation()
  const listed = useListedShortcuts()
  const [shown, setShown] = useState<readonly ListedShortcut[]>()
  const answers = (keys: string) => listed.some((one) => one.keys === (ONLY_WITH[keys] ?? keys))
  const busy = isDraft ? DRAFT : REQUEST.filter(([keys]) => answers(keys))
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
