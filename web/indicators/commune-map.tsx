import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardView } from '../../contract/indicators.ts'
import { classes } from '../ui/classes.ts'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { territoryMap } from './board.ts'
import { type Outline, outlinesOf, SIDE } from './map-outlines.ts'
import type { Ramp } from './ramp.ts'

interface CommuneMapProps {
  readonly communes: BoardView['communes']
  readonly ramp: Ramp
  readonly selected: string | undefined
}

/** Schematic outlines, darker where patients wait longer; hatched where too few were placed. The table says the same. */
export function CommuneMap({ communes, ramp, selected }: CommuneMapProps) {
  const { t } = useTranslation()
  const map = useQuery({ ...territoryMap, select: ({ features }) => outlinesOf(features) })
  const hatching = useId()

  if (map.isPending) return <Waiting>{t('indicators.map_waiting')}</Waiting>
  if (map.isError) return <ProblemNotice error={map.error} retry={map.refetch} />
  const byCode = new Map(communes.map((commune) => [commune.code, commune]))
  const classOf = ({ code, inside }: Outline) => {
    if (!inside) return 'map-outside'
    const delay = byCode.get(code)?.medianDelayMinutes
    return delay === null || delay === undefined ? undefined : `ramp-${ramp.classOf(delay)}`
  }
  return (
    <svg className="commune-map" viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={t('indicators.map')}>
      <pattern id={hatching} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path className="map-hatch" d="M0 0V6" />
      </pattern>
      {map.data.map((outline) => (
        <path
          key={outline.code}
          className={classes('map-commune', classOf(outline), outline.code === selected && 'map-selected')}
          d={outline.path}
          fill={classOf(outline) ? undefined : `url(#${hatching})`}
        >
          <title>{outline.name}</title>
        </path>
      ))}
    </svg>
  )
}
