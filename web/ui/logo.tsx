import { classes } from './classes.ts'

const TURNS = [-62, -31, 0, 31, 62]

/** Five planks over two banks; the honey one is the plank that was missing. At least 22 px high. */
export function Logo({ height = 22, onBar = false }: { height?: number; onBar?: boolean }) {
  return (
    <svg
      className={classes('logo', onBar && 'logo-on-bar')}
      viewBox="0 8 48 32"
      width={height * 1.5}
      height={height}
      role="img"
      aria-label="Passerelle"
    >
      {TURNS.map((turn) => (
        <rect
          key={turn}
          className={turn === 0 ? 'logo-honey' : 'logo-ink'}
          x="-4.6"
          y="-24"
          width="9.2"
          height="6.4"
          rx="1.6"
          transform={`translate(24 36) rotate(${turn})`}
        />
      ))}
      <path className="logo-bank" d="M7.5 36.5h6.5M34 36.5h6.5" />
    </svg>
  )
}
