// Listeners in a process of their own: reads streams and counts bytes, as cheaply as it can.
import { request } from 'node:http'

const [url, token, count] = process.argv.slice(2)
let bytes = 0
let open = 0

for (let at = 0; at < Number(count); at += 1) {
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
  request(url, { headers, agent: false }, (response) => {
    open += 1
    if (open === Number(count)) process.send?.({ type: 'open' })
    response.on('data', (chunk) => {
      bytes += chunk.length
    })
  }).end()
}

process.on('message', (message) => {
  if (message === 'reset') bytes = 0
  if (message === 'count') process.send?.({ type: 'bytes', bytes })
  if (message === 'end') process.exit()
})
