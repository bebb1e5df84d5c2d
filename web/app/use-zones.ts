import { useTranslation } from 'react-i18next'
import { announce } from '../ui/notices.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'

const FOCUSABLE = 'button:not(:disabled), a[href], input, select, textarea, summary, [tabindex="0"]'
const NAMES = ['queue', 'request', 'offers', 'map'] as const

/** `F6` goes from zone to zone in the order of reading. */
export function useZones() {
  const { t } = useTranslation()
  const next = () => {
    const zones = [...document.querySelectorAll<HTMLElement>('[data-zone]')].filter(
      (zone) => zone.offsetParent !== null,
    )
    const here = zones.findIndex((zone) => zone.contains(document.activeElement))
    const zone = zones[(here + 1) % Math.max(1, zones.length)]
    zone?.querySelector<HTMLElement>(FOCUSABLE)?.focus()
    const name = NAMES.find((one) => one === zone?.dataset.zone)
    if (name) announce(t(`console.zones.${name}`))
  }
  useShortcuts({ F6: { label: t('console.keys.zone'), run: next } })
}
