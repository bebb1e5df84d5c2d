import type { ParseKeys } from 'i18next'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTimeWithSeconds, countdown, duration } from './format.ts'
import { Icon } from './icon.tsx'
import { announce } from './notices.tsx'
import { useServerTime } from './server-clock.ts'

const MINUTE = 60_000

interface DeadlineProps {
  /** When the request must have been seen. */
  readonly at: string
  readonly soonMinutes?: number
  readonly lateMinutes?: number
}

/** Time left before a deadline: always a flag, never a ring. */
export function Deadline({ at, soonMinutes = 180, lateMinutes = 30 }: DeadlineProps) {
  const { t } = useTranslation()
  const left = Date.parse(at) - useServerTime(10)
  const tone = left < lateMinutes * MINUTE ? 'brick' : 'honey'
  return (
    <time dateTime={at} className={left < soonMinutes * MINUTE ? `deadline tone-${tone}` : 'deadline'}>
      <Icon name="flag" />
      {left < 0 ? (
        t('clock.overdue', { time: duration(left) })
      ) : (
        <>
          <span className="visually-hidden">{`${t('clock.left')} `}</span>
          {duration(left)}
        </>
      )}
    </time>
  )
}

/** Time left of the running step, beside its plank. */
export function StepClock({ endsAt }: { endsAt: string }) {
  const { t } = useTranslation()
  const left = countdown(Date.parse(endsAt) - useServerTime())
  return (
    <span className="step-clock" role="timer" aria-live="off">
      <span className="visually-hidden">{`${t('clock.left')} `}</span>
      {left}
    </span>
  )
}

const SPOKEN: Readonly<Record<number, ParseKeys>> = {
  60: 'clock.hold_60',
  30: 'clock.hold_30',
  10: 'clock.hold_10',
  0: 'clock.hold_0',
}

export interface HoldRingProps {
  readonly endsAt: string
  /** How long the whole hold lasts, for the length of the arc. */
  readonly totalSeconds: number
  /** Pixels; the digits follow. */
  readonly size?: number
  /** `plum` is the time a professional has to answer. */
  readonly tone?: 'honey' | 'plum'
  /** Says 1:00, 0:30, 0:10 and 0 aloud, at once; only for the one hold in hand. */
  readonly spoken?: boolean
  readonly onEnd?: () => void
}

/** Time left of a hold: a ring that ticks each second, or plain text where motion is unwelcome. */
export function HoldRing({ endsAt, totalSeconds, size = 80, tone = 'honey', spoken, onEnd }: HoldRingProps) {
  const { t } = useTranslation()
  const seconds = Math.ceil((Date.parse(endsAt) - useServerTime()) / 1_000)
  const left = Math.min(totalSeconds, Math.max(0, seconds)) // clocks that differ a little never show more than was given
  const still = useReducedMotion()
  useHoldMilestones(left, spoken ?? false, onEnd)
  const shown = countdown(1_000 * (still && left > 60 ? Math.ceil(left / 10) * 10 : left))
  return (
    <span
      className={`hold-ring hold-ring-${tone}`}
      role="timer"
      aria-live="off"
      aria-label={t('clock.hold', { left: shown, until: clockTimeWithSeconds(endsAt) })}
    >
      <Ring size={size} share={still ? undefined : left / totalSeconds} text={shown} />
    </span>
  )
}

function Ring({ size, share, text }: { size: number; share: number | undefined; text: string }) {
  const stroke = Math.max(4, Math.round(size / 13))
  const radius = (size - stroke) / 2
  const round = 2 * Math.PI * radius
  const circle = { cx: size / 2, cy: size / 2, r: radius, strokeWidth: stroke }
  const turned = `rotate(-90 ${size / 2} ${size / 2})`
  return (
    <svg width={size} height={size} aria-hidden="true">
      {share !== undefined && <circle className="hold-ring-track" {...circle} />}
      {share !== undefined && share > 0 && (
        <circle
          className="hold-ring-left"
          {...circle}
          strokeDasharray={`${round * Math.min(1, share)} ${round}`}
          transform={turned}
        />
      )}
      <text x="50%" y="50%" dy=".36em" fontSize={Math.round(size * 0.26)}>
        {text}
      </text>
    </svg>
  )
}

/** Speaks and ends once each, even when a sleeping tab skips a second. */
function useHoldMilestones(left: number, spoken: boolean, onEnd: (() => void) | undefined) {
  const { t } = useTranslation()
  const before = useRef(left)
  useEffect(() => {
    const crossed = [0, 10, 30, 60].find((mark) => before.current > mark && left <= mark)
    before.current = left
    if (crossed === undefined) return
    const words = SPOKEN[crossed]
    if (spoken && words) announce(t(words), 'assertive')
    if (crossed === 0) onEnd?.()
  }, [left, spoken, onEnd, t])
}

const motion = () => window.matchMedia('(prefers-reduced-motion: reduce)')

const useReducedMotion = () =>
  useSyncExternalStore(
    (listener) => {
      const query = motion()
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => motion().matches,
    () => false,
  )
