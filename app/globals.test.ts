import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { browserBarColor } from '@/components/brand/brand'

type Scheme = 'light' | 'dark'
type Rgb = readonly [number, number, number]

const css = await readFile(new URL('globals.css', import.meta.url), 'utf8')
const icon = await readFile(new URL('icon.svg', import.meta.url), 'utf8')
const hue = Number(/--hue: (\d+)/.exec(css)?.[1])

const pages = ['surface', 'surface-raised', 'surface-sunken']
const paper = [...pages, 'surface-hover']
const softs = ['danger-soft', 'warning-soft', 'success-soft', 'info-soft', 'accent-soft']
const tiles = ['blue', 'teal', 'green', 'gold', 'orange', 'rose', 'violet', 'slate']

/** Text on what it stands on. */
const textPairs = [
  ...pairs(['text', 'text-muted', 'link'], [...paper, ...softs]),
  ...pairs(['text'], ['highlight']),
  ...pairs(['text-muted'], ['highlight']),
  ...pairs(['danger', 'warning', 'success'], paper),
  ...['danger', 'warning', 'success'].map((tone) => [tone, `${tone}-soft`] as const),
  ...pairs(['on-accent'], ['accent', 'accent-hover', 'danger-fill', 'danger-fill-hover']),
  ...pairs(['on-header', 'on-header-muted'], ['header', 'header-raised']),
  ...tiles.map((tile) => [`tile-${tile}-text`, `tile-${tile}`] as const),
]

/** Borders of controls, the focus ring, stars, the marked option: seen, but not read. */
const shapePairs = [
  ...pairs(['border-control', 'focus', 'link', 'text-muted'], paper),
  ...pairs(['focus'], softs),
  ...pairs(['on-header', 'on-header-muted'], ['header', 'header-raised']),
]

describe.each(['light', 'dark'] as const)('the colours in %s', (scheme) => {
  it('are readable wherever text stands', () => {
    expect(findFaint(textPairs, { scheme, least: 4.5 })).toEqual([])
  })

  it('show controls and what has the focus', () => {
    expect(findFaint(shapePairs, { scheme, least: 3 })).toEqual([])
  })

  it.each([20, 60, 100, 145, 190, 230, 300, 340])('stay readable with the hue %i', (other) => {
    expect(findFaint(textPairs, { scheme, least: 4.5, hue: other })).toEqual([])
  })

  it("give a phone's browser the header's colour", () => {
    expect(distance(parseColor(browserBarColor[scheme]), getToken('header', scheme))).toBeLessThan(
      0.01,
    )
  })
})

it("the icon has the header's colour", () => {
  const fill = /<rect[^>]*fill="(#\w+)"/.exec(icon)?.[1] ?? ''
  expect(distance(parseColor(fill), getToken('header', 'light'))).toBeLessThan(0.01)
})

function pairs(fronts: readonly string[], backs: readonly string[]) {
  return fronts.flatMap((front) => backs.map((back) => [front, back] as const))
}

function findFaint(
  list: readonly (readonly [string, string])[],
  { scheme, least, hue: asked = hue }: { scheme: Scheme; least: number; hue?: number },
): string[] {
  return list.flatMap(([front, back]) => {
    const ratio = contrast(getToken(front, scheme, asked), getToken(back, scheme, asked))
    return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`]
  })
}

function getToken(name: string, scheme: Scheme, asked = hue): Rgb {
  const value = new RegExp(`--color-${name}: ([^;]+);`).exec(css)?.[1]
  if (value === undefined) throw new Error(`no colour ${name}`)
  const [light = '', dark = light] = value.match(/#\w{6}|oklch\([^)]*\)\)?/g) ?? []
  return parseColor(scheme === 'light' ? light : dark, asked)
}

/** Red, green and blue as light, from 0 to 1; what a screen cannot show is cut off, as browsers do. */
function parseColor(text: string, asked = hue): Rgb {
  const hex = /^#(\w{2})(\w{2})(\w{2})$/.exec(text)
  if (hex) {
    const [red, green, blue] = hex.slice(1).map((part) => toLight(Number.parseInt(part, 16) / 255))
    return [red ?? 0, green ?? 0, blue ?? 0]
  }
  const oklch = /^oklch\(([\d.]+) ([\d.]+) var\(--hue\)\)/.exec(text)
  if (!oklch) throw new Error(`no colour: ${text}`)
  return fromOklch(Number(oklch[1]), Number(oklch[2]), (asked * Math.PI) / 180)
}

function toLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** https://www.w3.org/TR/css-color-4/#color-conversion-code */
function fromOklch(lightness: number, chroma: number, angle: number): Rgb {
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value))
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function distance(one: Rgb, other: Rgb): number {
  return Math.max(...one.map((value, index) => Math.abs(value - (other[index] ?? 0))))
}
