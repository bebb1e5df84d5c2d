import { useTranslation } from 'react-i18next'

interface Person {
  readonly ageMonths: number
  readonly sex: 'F' | 'H' | 'unknown'
}

/** « 6 ans », « 18 mois »; months up to two years. */
export function useAgeText() {
  const { t } = useTranslation()
  return (ageMonths: number) =>
    ageMonths < 24
      ? t('requests.age.months', { count: ageMonths })
      : t('requests.age.years', { count: Math.floor(ageMonths / 12) })
}

/** « 4 ans, F » */
export function usePersonText() {
  const age = useAgeText()
  return ({ ageMonths, sex }: Person) => (sex === 'unknown' ? age(ageMonths) : `${age(ageMonths)}, ${sex}`)
}
