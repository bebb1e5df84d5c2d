import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icon.tsx'

/** From a screen of « Mon agenda » back to the day. */
export function BackToDay() {
  const { t } = useTranslation()
  return (
    <Link to="/jour" search={true} className="back-link">
      <Icon name="return" />
      {t('agenda.back_to_day')}
    </Link>
  )
}
