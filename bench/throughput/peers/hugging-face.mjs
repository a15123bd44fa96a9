// argv: the hub's address, path of the file in the repository, file to write. As the package's own manual streams a file.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { downloadFile } from '@huggingface/hub'

const [hubUrl, path, output] = process.argv.slice(2)
const file = await downloadFile({ repo: 'bench/model', path, hubUrl })
if (file === null) throw new Error(`${hubUrl} has no ${path}`)
await pipeline(Readable.fromWeb(file.stream()), createWriteStream(output))
