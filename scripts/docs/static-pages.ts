import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * Moves every script that the generator wrote into its pages to files, and drops its `style` attributes, which custom.css
 * and the page's own script make up for: so the pages run under a policy that allows nothing inline.
 */
export async function moveInline(folder: string, base: string): Promise<void> {
  const names = await readdir(folder, { recursive: true })
  for (const name of names.filter((one) => one.endsWith('.html'))) {
    const file = path.join(folder, name)
    const page = await readFile(file, 'utf8')
    const moves: Promise<void>[] = []
    const moved = page.replace(
      /<script((?:(?!\ssrc=)[^>])*)>([\s\S]+?)<\/script>/g,
      (_all, attributes: string, code: string) => {
        const hash = createHash('sha256').update(code).digest('hex').slice(0, 16)
        const asset = `assets/inline.${hash}.js`
        moves.push(writeFile(path.join(folder, asset), code))
        return `<script${attributes} src="${base}${asset}"></script>`
      },
    )
    await Promise.all([...moves, writeFile(file, moved.replaceAll(/(<[a-z][^<>]*) style="[^"]*"/g, '$1'))])
  }
}
