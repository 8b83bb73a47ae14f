import { createCssVariablesTheme, type ShikiTransformer } from 'shiki'

/** Code in the colors of custom.css. */
export const codeTheme = createCssVariablesTheme({ name: 'gateway', variablePrefix: '--shiki-', variableDefaults: {} })

/** Colors by class instead of `style` attributes, which the policy of the pages refuses. */
export const colorsByClass: ShikiTransformer = {
  name: 'colors-by-class',
  pre(node) {
    delete node.properties['style']
  },
  span(node) {
    const { style } = node.properties
    delete node.properties['style']
    const [, name] = /var\(--shiki-([a-z-]+)\)/.exec(String(style ?? '')) ?? []
    if (name !== undefined) this.addClassToHast(node, `shiki-${name}`)
  },
}
