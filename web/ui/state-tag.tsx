import type { ParseKeys } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'grey' | 'plum' | 'blue' | 'honey' | 'green' | 'brick'

export type TagState =
  | 'DRAFT'
  | 'QUALIFIED'
  | 'REGULATED'
  | 'MT_CONTACT'
  | 'SEARCHING'
  | 'PROPOSED'
  | 'HELD'
  | 'BOOKED'
  | 'FULFILLED'
  | 'NO_SHOW'
  | 'CANCELLED'
  | 'FEEDBACK_SENT'
  | 'CLOSED'
  | 'UNPLACED'
  | 'REORIENTED_AMU'
  | 'ABANDONED'

interface Look {
  readonly tone: Tone
  readonly icon: IconName
  readonly word: ParseKeys
}

/** The only place that pairs a colour, an icon and a word with a state of a request. */
const LOOKS: Readonly<Record<TagState, Look>> = {
  DRAFT: { tone: 'grey', icon: 'circle-dashed', word: 'state.to_qualify' },
  QUALIFIED: { tone: 'grey', icon: 'circle-dashed', word: 'state.to_qualify' },
  REGULATED: { tone: 'grey', icon: 'circle-tick', word: 'state.regulated' },
  MT_CONTACT: { tone: 'plum', icon: 'stethoscope', word: 'state.attending_contacted' },
  SEARCHING: { tone: 'blue', icon: 'lens', word: 'state.searching' },
  PROPOSED: { tone: 'blue', icon: 'envelope', word: 'state.proposed' },
  HELD: { tone: 'honey', icon: 'hourglass', word: 'state.held' },
  BOOKED: { tone: 'green', icon: 'calendar-tick', word: 'state.booked' },
  FULFILLED: { tone: 'green', icon: 'tick', word: 'state.fulfilled' },
  NO_SHOW: { tone: 'honey', icon: 'person-cross', word: 'state.no_show' },
  CANCELLED: { tone: 'grey', icon: 'cross', word: 'state.cancelled' },
  FEEDBACK_SENT: { tone: 'green', icon: 'envelope-tick', word: 'state.feedback_sent' },
  CLOSED: { tone: 'grey', icon: 'box', word: 'state.closed' },
  UNPLACED: { tone: 'brick', icon: 'return', word: 'state.unplaced' },
  REORIENTED_AMU: { tone: 'brick', icon: 'phone', word: 'state.reoriented' },
  ABANDONED: { tone: 'grey', icon: 'circle-cross', word: 'state.abandoned' },
}

export interface StateTagProps {
  readonly state: TagState
  /** SEARCHING with a list open reads « Offres prêtes ». */
  readonly offersReady?: boolean
  /** PROPOSED: to how many; by a wave it reads « Diffusée ». */
  readonly proposedTo?: number
  readonly broadcast?: boolean
  /** FULFILLED and NO_SHOW agree with the person; unknown reads « Présence : oui ». */
  readonly sex?: 'female' | 'male'
  /** What follows the word, such as the time left of a hold. */
  readonly suffix?: string
}

/** The state of a request: the same word, icon and colour on every screen. */
export function StateTag({ suffix, ...props }: StateTagProps) {
  const { t } = useTranslation()
  const { tone, icon, word } = lookOf(props)
  return (
    <Tag tone={tone} icon={icon}>
      {[t(word, { count: props.proposedTo ?? 0 }), suffix].filter(Boolean).join(' ')}
    </Tag>
  )
}

function lookOf({ state, offersReady, proposedTo, broadcast, sex }: Omit<StateTagProps, 'suffix'>): Look {
  const look = LOOKS[state]
  if (state === 'SEARCHING' && offersReady) return { ...look, word: 'state.offers_ready' }
  if (state === 'PROPOSED' && broadcast) return { ...look, icon: 'waves', word: 'state.broadcast' }
  if (state === 'PROPOSED' && proposedTo !== undefined) return { ...look, word: 'state.proposed_to' }
  if (state === 'FULFILLED' && sex) return { ...look, word: `state.fulfilled_${sex}` }
  if (state === 'NO_SHOW' && sex) return { ...look, word: `state.no_show_${sex}` }
  return look
}

/** For what is not a state of a request (a slot that is shared, an agreement noted). */
export function Tag({ tone = 'grey', icon, children }: { tone?: Tone; icon?: IconName; children: string }) {
  return (
    <span className={`tag tone-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}
