// argv: URL, file to write, connections.
import { downloadFile } from 'ipull'

const [url, savePath, parallelStreams] = process.argv.slice(2)
const downloader = await downloadFile({ url, savePath, parallelStreams: Number(parallelStreams), cliProgress: false })
await downloader.download()
