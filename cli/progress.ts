const BAR_WIDTH = 30
const QUIET_SECONDS = 5
const FRAME_SECONDS = 0.1

/** How far a long work is: a bar that moves on a terminal, a line every five seconds elsewhere. Both go to stderr. */
export class Progress {
  readonly #isTerminal = process.stderr.isTTY === true
  #lastAt = performance.now()
  #isShown = false

  /** `share` is 0 to 1; shown only when it is time for it. */
  readonly show = (title: string, share: number, detail = ''): void => {
    const seconds = (performance.now() - this.#lastAt) / 1000
    if (seconds < (this.#isTerminal ? FRAME_SECONDS : QUIET_SECONDS)) return
    this.#lastAt = performance.now()
    this.#isShown = this.#isTerminal
    const percent = `${Math.floor(share * 100)} %`.padStart(5)
    const full = Math.round(share * BAR_WIDTH)
    const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`
    process.stderr.write(
      this.#isTerminal ? `\r\u001b[K${title} ${bar} ${percent}  ${detail}` : `${title}${percent}  ${detail}\n`,
    )
  }

  /** Leaves the terminal's line to what comes next. */
  readonly end = (): void => {
    if (this.#isShown) process.stderr.write('\r\u001b[K')
    this.#isShown = false
  }
}
