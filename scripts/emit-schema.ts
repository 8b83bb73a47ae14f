import { readFile, writeFile } from 'node:fs/promises'
import { emittedFiles } from './lib/schema-file.js'

/** Writes the files of schema/ that are made of the code; scripts/check-schema.ts says whether that is due. */
for (const { name, file, content } of emittedFiles()) {
  if (content === (await readFile(file, 'utf8').catch(() => ''))) {
    console.log(`${name} is up to date`)
  } else {
    await writeFile(file, content)
    console.log(`${name} written`)
  }
}
