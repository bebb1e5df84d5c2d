import { useTranslation } from 'react-i18next'
import { searchPractitioners } from '../../contract/directory.ts'
import { searchCommunes } from '../../contract/territory.ts'
import { call } from '../ui/http.ts'
import { isSameText, plainText } from '../ui/matching-text.ts'
import type { ComboboxOption } from '../ui/use-combobox.ts'
import { NO_ATTENDING, UNKNOWN_ATTENDING } from './typed.ts'

/** The commune that has this INSEE code. */
export async function communeOf(code: string) {
  const { communes } = await call(searchCommunes, { params: {}, query: { q: code } })
  return communes.find((commune) => commune.code === code)
}

export function useCommuneSearch() {
  const { t } = useTranslation()
  return async (q: string, signal: AbortSignal): Promise<readonly ComboboxOption[]> => {
    const { communes } = await call(searchCommunes, { params: {}, query: { q }, signal })
    return communes.map(({ code, name, postalCodes, inTerritory }) => ({
      id: code,
      label: name,
      detail: t(inTerritory ? 'requests.form.inside' : 'requests.form.outside', { code: postalCodes[0] ?? code }),
    }))
  }
}

/** Doctors by name or RPPS; homonyms are told apart by commune and RPPS. « Aucun » and « ne sait pas » end the list. */
export function useAttendingSearch() {
  const { t } = useTranslation()
  return async (q: string, signal: AbortSignal): Promise<readonly ComboboxOption[]> => {
    const others = [
      { id: NO_ATTENDING, label: t('requests.form.no_attending') },
      { id: UNKNOWN_ATTENDING, label: t('requests.form.unknown_attending') },
    ]
    const asked = others.filter(({ label }) => plainText(label).startsWith(plainText(q).trim()))
    const { practitioners } = await call(searchPractitioners, {
      params: {},
      query: { q, professionCode: '10' },
      signal,
    })
    const found = practitioners.map(({ id, name, rpps, communes }) => {
      const isShared = practitioners.some((other) => other.id !== id && isSameText(other.name, name))
      const place = communes.join(', ')
      return { id, label: name, detail: isShared ? t('requests.form.rpps', { place, rpps }) : place }
    })
    return [...asked, ...found, ...others.filter((other) => !asked.includes(other))]
  }
}
