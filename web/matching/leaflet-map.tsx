import 'leaflet/dist/leaflet.css'
import {
  divIcon,
  geoJSON,
  type LatLngBounds,
  type LayerGroup,
  type Map as LeafletView,
  layerGroup,
  map as leafletMap,
  marker,
} from 'leaflet'
import { type RefObject, useEffect, useRef } from 'react'
import type { z } from 'zod'
import type { getTerritoryMap } from '../../contract/territory.ts'
import type { MapHome, MapPoint } from './map-point.ts'

interface LeafletMapProps {
  readonly outlines: z.output<typeof getTerritoryMap.reply>
  readonly points: readonly MapPoint[]
  readonly home: MapHome | undefined
  readonly towns: readonly MapHome[]
}

interface Drawn {
  readonly view: LeafletView
  readonly marks: LayerGroup
  readonly inside: LatLngBounds
}

/** Schematic cells of the communes, from our own server: no tile is ever asked of anybody. */
export function LeafletMap({ outlines, points, home, towns }: LeafletMapProps) {
  const box = useRef<HTMLDivElement>(null)
  const drawn = useOutlines(box, outlines)
  useEffect(() => {
    const marks = drawn.current?.marks
    if (!marks) return
    marks.clearLayers()
    for (const town of towns) drawTown(marks, town)
    drawMarks(marks, points, home)
  }, [drawn, points, home, towns])
  return <div ref={box} className="map-canvas" aria-hidden="true" />
}

function drawMarks(marks: LayerGroup, points: readonly MapPoint[], home: MapHome | undefined) {
  for (const { number, latitude, longitude, isChosen } of points) {
    const className = isChosen ? 'map-mark map-mark-chosen' : 'map-mark'
    const icon = divIcon({ className, html: String(number), iconSize: [22, 22] })
    marker([latitude, longitude], { icon, keyboard: false, zIndexOffset: isChosen ? 1000 : -number }).addTo(marks)
  }
  if (!home) return
  const icon = divIcon({ className: 'map-home', iconSize: [20, 20] })
  marker([home.latitude, home.longitude], { icon, keyboard: false }).addTo(marks)
}

function drawTown(marks: LayerGroup, { name, latitude, longitude }: MapHome) {
  const label = document.createElement('span')
  label.textContent = name
  const icon = divIcon({ className: 'map-town', html: label, iconSize: [0, 0] })
  marker([latitude, longitude], { icon, keyboard: false, interactive: false, zIndexOffset: -1000 }).addTo(marks)
}

function useOutlines(box: RefObject<HTMLDivElement | null>, outlines: LeafletMapProps['outlines']) {
  const drawn = useRef<Drawn>(undefined)
  useEffect(() => {
    const node = box.current
    if (!node) return
    drawn.current = draw(node, outlines)
    const { view, inside } = drawn.current
    const watch = new ResizeObserver(() => {
      view.invalidateSize({ animate: false })
      view.fitBounds(inside, { animate: false, padding: [6, 6] })
    })
    watch.observe(node)
    return () => {
      watch.disconnect()
      view.remove()
      drawn.current = undefined
    }
  }, [box, outlines])
  return drawn
}

function draw(node: HTMLElement, outlines: LeafletMapProps['outlines']): Drawn {
  const view = leafletMap(node, {
    attributionControl: false,
    zoomControl: false,
    keyboard: false,
    scrollWheelZoom: false,
    zoomSnap: 0.1,
    fadeAnimation: false,
    markerZoomAnimation: false,
  })
  const all = outlines as Parameters<typeof geoJSON>[0]
  const cells = (isInside: boolean, className: string) =>
    geoJSON(all, {
      filter: ({ properties }) => properties.inside === isInside,
      style: { className, weight: 1 },
      interactive: false,
    }).addTo(view)
  const around = cells(false, 'map-cell-outside')
  const inside = cells(true, 'map-cell-inside').getBounds()
  const bounds = inside.isValid() ? inside : around.getBounds()
  if (bounds.isValid()) view.fitBounds(bounds, { animate: false, padding: [6, 6] })
  return { view, marks: layerGroup().addTo(view), inside: bounds }
}
