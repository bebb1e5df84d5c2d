import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './dialog.tsx'
import { KeyCap } from './key-cap.tsx'
import { usePreferences } from './preferences.ts'
import { type ListedShortcut, useListedShortcuts, useShortcuts } from './shortcuts.ts'

/** `?` lists every shortcut that answers on this screen; once, at the root of the app. */
export function ShortcutsHelp() {
  const { t } = useTranslation()
  const [listed, setListed] = useState<readonly ListedShortcut[]>()
  const now = useListedShortcuts()
  useShortcuts({ '?': { label: t('shortcuts.all'), run: () => setListed(now) } })
  return listed && <ShortcutsDialog listed={listed} onClose={() => setListed(undefined)} />
}

/** For a visible button that does the same as `?`. */
export function ShortcutsDialog({ listed, onClose }: { listed: readonly ListedShortcut[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { letterShortcuts } = usePreferences()
  return (
    <Dialog title={t('shortcuts.all')} onClose={onClose}>
      {!letterShortcuts && <p>{t('shortcuts.off')}</p>}
      <dl className="shortcut-list">
        {listed.map(({ keys, label }) => (
          <ShortcutLine key={keys} keys={keys} label={label} />
        ))}
      </dl>
    </Dialog>
  )
}

const ShortcutLine = ({ keys, label }: ListedShortcut) => (
  <>
    <dt>
      <KeyCap keys={keys} />
      <span className="visually-hidden">{keys}</span>
    </dt>
    <dd>{label}</dd>
  </>
)
