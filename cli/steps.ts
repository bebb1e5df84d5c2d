/** Numbered steps with their durations, for somebody who watches a start. */
export class Steps {
  readonly #total: number
  #done: number
  #open = false

  constructor({ total, done }: { total: number; done: number }) {
    this.#total = total
    this.#done = done
  }

  /** Announces `title`, does `work`, says how long it took. */
  async run<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
    const since = performance.now()
    process.stdout.write(`${++this.#done}/${this.#total} ${title} … `)
    this.#open = true
    try {
      const result = await work()
      this.#end(`${((performance.now() - since) / 1000).toFixed(1)} s`)
      return result
    } catch (error) {
      this.#end('failed')
      throw error
    }
  }

  /** One more line, below the step that is under way. */
  readonly say = (line: string): void => {
    process.stdout.write(`${this.#open ? '\n' : ''}${line}\n`)
    this.#open = false
  }

  #end(how: string): void {
    process.stdout.write(this.#open ? `${how}\n` : `  … ${how}\n`)
    this.#open = false
  }
}
