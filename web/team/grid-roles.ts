/** A table can neither be drawn in part nor have its cells placed by time: the roles of one are given by hand. */
export const asRow = (index: number) => ({ role: 'row', 'aria-rowindex': index })
export const asRowHeader = { role: 'rowheader', 'aria-colindex': 1 }
export const asColumnHeader = (index: number) => ({ role: 'columnheader', 'aria-colindex': index })
export const asCell = (index: number) => ({ role: 'gridcell', 'aria-colindex': index })
