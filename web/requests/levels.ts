import { useTranslation } from 'react-i18next'

/** Levels to choose from; once one is chosen, also none. */
export function useLevelField() {
  const { t } = useTranslation()
  const placeholder = t('requests.form.not_given')
  return <Level extends string>(levels: readonly Level[], chosen: Level | '') => {
    const none = chosen === '' ? [] : [{ value: '' as const, label: placeholder }]
    return { options: [...none, ...levels.map((value) => ({ value, label: value }))], placeholder }
  }
}
