/** An offer's place, by the number it has in the list. */
export interface MapPoint {
  readonly number: number
  readonly latitude: number
  readonly longitude: number
  readonly name: string
  readonly isChosen: boolean
}

/** A commune whose name helps to find one's way, or the patient's. */
export interface MapHome {
  readonly name: string
  readonly latitude: number
  readonly longitude: number
}
