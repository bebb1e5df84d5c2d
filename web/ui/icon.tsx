const CIRCLE = 'M2.5 10a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0'
const CALENDAR =
  'M4.5 4h11a2 2 0 0 1 2 2v9.5a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM2.5 8h15M6.5 2v3.5M13.5 2v3.5'
const ENVELOPE = 'M2.5 15.5v-10a1 1 0 0 1 1-1h13a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1Z'

/** One meaning per icon, on a 20 px grid; each name says the meaning, not the drawing. */
const PATHS = {
  away: 'M4 3.5h7v13H4ZM11 10h6M14.5 7.5 17 10l-2.5 2.5',
  'arrow-right': 'M3 10h13M11 5l5 5-5 5',
  box: 'M3 3.5h14v4H3ZM4.5 7.5v9h11v-9M8 10.5h4',
  calendar: CALENDAR,
  'calendar-tick': `${CALENDAR}m-6.5 9.5 2 2 4-4`,
  car: 'M3 13.5v-3l2-5h10l2 5v3a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1ZM3 10.5h14M5.5 14.5V17M14.5 14.5V17',
  chevron: 'm4 7 6 6 6-6',
  'chevron-right': 'm7 4 6 6-6 6',
  circle: CIRCLE,
  'circle-cross': `${CIRCLE}M7 7l6 6M13 7l-6 6`,
  'circle-dashed': CIRCLE,
  'circle-tick': `${CIRCLE}M6.5 10.3l2.5 2.5 4.5-5`,
  clock: `${CIRCLE}M10 5.5V10l3 2`,
  cross: 'm5 5 10 10M15 5 5 15',
  document: 'M4 3h9a3 3 0 0 1 3 3v11H7a3 3 0 0 1-3-3ZM4 14a3 3 0 0 1 3-3h9',
  envelope: `${ENVELOPE}M2.8 5.2 10 11l7.2-5.8`,
  'envelope-tick': `${ENVELOPE}M6.5 10.3l2.5 2.5 4.5-5`,
  eye: 'M1.8 10S5 4.5 10 4.5 18.2 10 18.2 10 15 15.5 10 15.5 1.8 10 1.8 10ZM7.7 10a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0',
  flag: 'M4.5 18V2.5M4.5 3.5h10l-2.5 3.5 2.5 3.5h-10',
  handshake: 'M3 11l5-5 3 3-2 2 4-1 4 4M8 6l3-2h4',
  hourglass: 'M5 2.5h10M5 17.5h10M6.5 2.5c0 4 7 5 7 7.5s-7 3.5-7 7.5M13.5 2.5c0 4-7 5-7 7.5s7 3.5 7 7.5',
  house: 'm3 10 7-6.5 7 6.5M5 8.5V17h10V8.5',
  keyboard:
    'M3.5 5h13a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 2 13.5v-7A1.5 1.5 0 0 1 3.5 5ZM5.5 8.5h.1M8.5 8.5h.1M11.5 8.5h.1M14.5 8.5h.1M6.5 12h7',
  lens: 'M3.5 9a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M13.2 13.2l4 4',
  lock: 'M5.5 9h9A1.5 1.5 0 0 1 16 10.5V16a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 16v-5.5A1.5 1.5 0 0 1 5.5 9ZM6.5 9V6.5a3.5 3.5 0 0 1 7 0V9',
  map: 'M7.5 4 2.5 6v11l5-2 5 2 5-2V4l-5 2ZM7.5 4v11M12.5 6v11',
  message: 'M3 4h14v10H9l-4 3.5V14H3Z',
  'muted-speaker': 'M3 8v4h3l4.5 4V4L6 8ZM14 8l4 4M18 8l-4 4',
  person: 'M6.8 6.5a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0M3.5 17.5a6.5 6.5 0 0 1 13 0',
  'person-cross': 'M5.3 6.5a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0M2.5 17.5a6 6 0 0 1 10.5-4M14 14l4 4M18 14l-4 4',
  phone:
    'M4 3h3l1.5 4-2 1.5a10 10 0 0 0 5 5L13 11.5l4 1.5v3a1.5 1.5 0 0 1-1.7 1.5A14 14 0 0 1 2.5 4.7 1.5 1.5 0 0 1 4 3Z',
  pin: 'M10 18s6-5.2 6-9.7A6 6 0 0 0 4 8.3C4 12.8 10 18 10 18ZM8 8.3a2 2 0 1 0 4 0a2 2 0 1 0-4 0',
  plus: 'M10 4v12M4 10h12',
  'plus-box': 'M5 3h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM10 6.5v7M6.5 10h7',
  printer: 'M5.5 7V3h9v4M5.5 14H3V7.5h14V14h-2.5M5.5 11.5h9V17h-9Z',
  return: 'M7.5 4 3 8.5 7.5 13M3 8.5h9a4.5 4.5 0 0 1 0 9H9',
  scale: 'M10 3v14M6 17h8M3.5 5.5h13M3.5 5.5 1.5 11a2.3 2.3 0 0 0 4 0ZM16.5 5.5l-2 5.5a2.3 2.3 0 0 0 4 0Z',
  stethoscope: 'M5 2.5v4a4 4 0 0 0 8 0v-4M9 10.5v2a4 4 0 0 0 7.5 1.8M14.7 11.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0',
  sync: 'M4 8a6.5 6.5 0 0 1 11.5-2.5M16 2.5v3.2h-3.2M16 12a6.5 6.5 0 0 1-11.5 2.5M4 17.5v-3.2h3.2',
  tick: 'm3.5 10.5 4 4 9-9',
  warning: 'M10 3 1.8 17h16.4ZM10 8v4M10 14.5v.1',
  waves:
    'M8.2 10a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0M6.2 13.8a5.4 5.4 0 0 1 0-7.6M13.8 6.2a5.4 5.4 0 0 1 0 7.6M3.6 16.4a9 9 0 0 1 0-12.8M16.4 3.6a9 9 0 0 1 0 12.8',
} as const

export type IconName = keyof typeof PATHS

/** Decorative unless it has a `label`, which only an icon that stands alone needs. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
  const look = { className: name === 'circle-dashed' ? 'icon icon-dashed' : 'icon', viewBox: '0 0 20 20' }
  const shape = <path d={PATHS[name]} />
  if (label === undefined)
    return (
      <svg {...look} aria-hidden="true">
        {shape}
      </svg>
    )
  return (
    <svg {...look} role="img" aria-label={label}>
      {shape}
    </svg>
  )
}
