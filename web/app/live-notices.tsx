import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { announce, Note } from '../ui/notices.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { useSilentSince } from './announcements.ts'

/** A stream that breaks usually comes back at once: only what lasts is called offline. */
const LASTS = 4_000

/** Since when the server has not been heard, once that lasts. */
export function useOfflineSince(): number | undefined {
  const since = useSilentSince()
  const now = useServerTime()
  return since !== undefined && now - since >= LASTS ? since : undefined
}

/** Under the bar while the server is not heard; cannot be closed. */
export function OfflineBanner() {
  const { t } = useTranslation()
  const since = useOfflineSince()
  const text = since === undefined ? undefined : t('console.offline', { since: clockTime(since) })
  useEffect(() => {
    if (!text) return
    announce(text, 'assertive')
    return () => announce(t('console.back'))
  }, [text, t])
  if (!text) return null
  return (
    <div className="offline">
      <Note tone="honey" icon="muted-speaker">
        {text}
      </Note>
    </div>
  )
}

/** Whether what is on screen follows what happens. */
export function LiveState() {
  const { t } = useTranslation()
  const isOffline = useOfflineSince() !== undefined
  return (
    <span className="live-state">
      <Icon name={isOffline ? 'muted-speaker' : 'tick'} />
      {isOffline ? t('console.reconnecting') : t('console.live')}
    </span>
  )
}
