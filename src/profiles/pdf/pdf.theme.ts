/** Points from the lower left corner; US letter. */
export const PAGE = { width: 612, height: 792 } as const

/** Where the running text may stand. Head and foot of the page lie outside of `top` and `bottom`, inside of `edge`. */
export const MARGIN = { left: 54, right: 54, top: 66, firstTop: 46, bottom: 64, edge: 20 } as const

/** Width of the running text. */
export const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right

/** A box by its upper left corner, in points from the lower left one of the page. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** A color as three parts from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number]

/** All text colors reach a contrast of 5:1 on white and on the tint; none of them carries a meaning by itself. */
export const COLOR = {
  ink: [0.11, 0.13, 0.16],
  accent: [0.09, 0.22, 0.38],
  quiet: [0.36, 0.39, 0.43],
  rule: [0.55, 0.6, 0.66],
  hairline: [0.84, 0.86, 0.89],
  tint: [0.955, 0.965, 0.98],
  band: [0.99, 0.95, 0.8],
  alert: [0.58, 0.09, 0.09],
} as const satisfies Record<string, Color>

/** The two cuts of the typeface that are embedded. */
export type Cut = 'regular' | 'semibold'

/** How a line of text looks; `leading` is the height that it takes. */
export interface TextStyle {
  cut: Cut
  size: number
  leading: number
  color: Color
}

/** Every style of the document: nothing else sets a size or a color of text. `aside` shares the base line of `heading`. */
export const STYLE = {
  publisher: { cut: 'semibold', size: 11, leading: 14, color: COLOR.accent },
  title: { cut: 'semibold', size: 19, leading: 23, color: COLOR.accent },
  name: { cut: 'semibold', size: 14, leading: 18, color: COLOR.ink },
  heading: { cut: 'semibold', size: 11.5, leading: 15, color: COLOR.accent },
  body: { cut: 'regular', size: 9, leading: 11.6, color: COLOR.ink },
  strong: { cut: 'semibold', size: 9, leading: 11.6, color: COLOR.ink },
  quiet: { cut: 'regular', size: 9, leading: 11.6, color: COLOR.quiet },
  aside: { cut: 'regular', size: 9, leading: 16.5, color: COLOR.quiet },
  label: { cut: 'semibold', size: 7.6, leading: 10, color: COLOR.quiet },
  small: { cut: 'regular', size: 7.6, leading: 10, color: COLOR.quiet },
  figure: { cut: 'semibold', size: 10.5, leading: 13, color: COLOR.ink },
  alert: { cut: 'semibold', size: 9, leading: 11.6, color: COLOR.alert },
  band: { cut: 'semibold', size: 8.5, leading: 11, color: COLOR.ink },
} as const satisfies Record<string, TextStyle>
