import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { findCaller } from '../../contract/identity.ts'
import { listRequests } from '../../contract/requests.ts'
import { Combobox } from '../ui/combobox.tsx'
import { call } from '../ui/http.ts'
import { KeyCap } from '../ui/key-cap.tsx'
import { announce } from '../ui/notices.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import type { ComboboxOption } from '../ui/use-combobox.ts'
import { useAgeText } from './person-text.ts'

/** A number of a request has letters and figures, or is its last figures alone: a phone number or a name never is. */
const looksLikeNumber = (text: string) => /^\d{1,8}$/.test(text.trim()) || (/\d/.test(text) && /[a-z-]/i.test(text))

/** Finds an earlier request by phone, name or number, from anywhere (`/`). */
export function CallerSearch({ onOpen }: { onOpen: (requestId: string) => void }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const search = useCallerSearch()
  const run = () => {
    box.current?.querySelector('input')?.focus()
    announce(t('requests.search.said'))
  }
  useShortcuts({ '/': { label: t('requests.search.key'), run } })
  return (
    <div ref={box} className="caller-search">
      <Combobox
        name="callers"
        label={t('requests.search.title')}
        placeholder={t('requests.search.hint')}
        minLength={3}
        forgets
        emptyText={t('requests.search.none')}
        search={search}
        value={undefined}
        onChange={(option) => option && onOpen(option.id)}
      />
      <KeyCap keys="/" />
    </div>
  )
}

function useCallerSearch() {
  const { t } = useTranslation()
  const age = useAgeText()
  return async (text: string, signal: AbortSignal): Promise<readonly ComboboxOption[]> => {
    if (looksLikeNumber(text)) {
      const { requests } = await call(listRequests, { params: {}, query: { q: text }, signal })
      return requests.map(({ id, number, reason, ageMonths, commune }) => ({
        id,
        label: number,
        detail: t('requests.search.request', { reason, age: age(ageMonths), commune }),
      }))
    }
    const { callers } = await call(findCaller, { params: {}, body: { text }, signal })
    return callers.map(({ requestId, name, number, ageMonths, reason, open }) => ({
      id: requestId,
      label: t('requests.search.person', { name: name ?? number, age: age(ageMonths) }),
      detail: open ? t('requests.search.open', { reason }) : reason,
    }))
  }
}
