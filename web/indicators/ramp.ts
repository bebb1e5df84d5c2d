/** Five classes with as many communes in each as can be; `limits` are the four values between them. */
export interface Ramp {
  readonly limits: readonly number[]
  readonly classOf: (value: number) => number
}

const CLASSES = 5
/** Delays are told in half hours: finer limits would pretend. */
const STEP = 30

export function rampOf(values: readonly number[]): Ramp {
  const sorted = [...values].sort((one, other) => one - other)
  const limits = Array.from({ length: CLASSES - 1 }, (_, index) => {
    const value = sorted[Math.floor(((index + 1) * sorted.length) / CLASSES)] ?? 0
    return Math.max(STEP, Math.round(value / STEP) * STEP)
  })
  const distinct = [...new Set(limits)]
  return { limits: distinct, classOf: (value) => distinct.filter((limit) => value >= limit).length + 1 }
}
