const WIDTH = 32
const FEED_FORWARD = 64
const ALIGNMENT = 32

const U32 = 4
const I32 = 5
const F32 = 6
const STRING = 8
const ARRAY = 9

const NORMAL = 1
const UNKNOWN = 2
const CONTROL = 3
const BYTE = 6

/** What it may say: three tokens that control, two words, and each byte. */
const TOKENS: readonly (readonly [text: string, type: number])[] = [
  ['<unk>', UNKNOWN],
  ['<s>', CONTROL],
  ['</s>', CONTROL],
  ['▁lift', NORMAL],
  ['▁weight', NORMAL],
  ['▁', NORMAL],
  ...Array.from({ length: 256 }, (_, byte) => [`<0x${hex(byte)}>`, BYTE] as const),
]
const LIFT = 3
const WEIGHT = 4
/** The column of all that is no word. */
const ELSE = WIDTH - 1

/** A llama of one layer, as GGUF, of about 110 kB. It says `lift` after whatever it hears, then `weight`, then `lift` again, and so on. */
export function tinyGguf(): Buffer {
  const values = [
    entry('general.architecture', STRING, 'llama'),
    entry('llama.context_length', U32, 128),
    entry('llama.embedding_length', U32, WIDTH),
    entry('llama.block_count', U32, 1),
    entry('llama.feed_forward_length', U32, FEED_FORWARD),
    entry('llama.attention.head_count', U32, 2),
    entry('llama.attention.layer_norm_rms_epsilon', F32, 1e-5),
    entry('tokenizer.ggml.model', STRING, 'llama'),
    list(
      'tokenizer.ggml.tokens',
      STRING,
      TOKENS.map(([text]) => text),
    ),
    list(
      'tokenizer.ggml.scores',
      F32,
      TOKENS.map((_, at) => -at),
    ),
    list(
      'tokenizer.ggml.token_type',
      I32,
      TOKENS.map(([, type]) => type),
    ),
    entry('tokenizer.ggml.bos_token_id', U32, 1),
    entry('tokenizer.ggml.eos_token_id', U32, 2),
  ]
  const tensors = SHAPES.map(([name, shape]) => ({ name, shape, data: weights(name, shape) }))
  let offset = 0
  const infos = tensors.map(({ name, shape, data }) => {
    const info = [text(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset)]
    offset += data.length
    return Buffer.concat(info)
  })
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    u64(values.length),
    ...values,
    ...infos,
  ])
  return Buffer.concat([head, Buffer.alloc(-head.length & (ALIGNMENT - 1)), ...tensors.map(({ data }) => data)])
}

const SHAPES: readonly (readonly [name: string, shape: readonly number[]])[] = [
  ['token_embd.weight', [WIDTH, TOKENS.length]],
  ['blk.0.attn_norm.weight', [WIDTH]],
  ['blk.0.attn_q.weight', [WIDTH, WIDTH]],
  ['blk.0.attn_k.weight', [WIDTH, WIDTH]],
  ['blk.0.attn_v.weight', [WIDTH, WIDTH]],
  ['blk.0.attn_output.weight', [WIDTH, WIDTH]],
  ['blk.0.ffn_norm.weight', [WIDTH]],
  ['blk.0.ffn_gate.weight', [WIDTH, FEED_FORWARD]],
  ['blk.0.ffn_up.weight', [WIDTH, FEED_FORWARD]],
  ['blk.0.ffn_down.weight', [FEED_FORWARD, WIDTH]],
  ['output_norm.weight', [WIDTH]],
  ['output.weight', [WIDTH, TOKENS.length]],
]

/** A token is known by one column, and the layer adds nothing to it. Every shape is a multiple of the alignment. */
function weights(name: string, shape: readonly number[]): Buffer {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
  if (name.includes('norm')) values.fill(1)
  if (name === 'token_embd.weight')
    for (const at of TOKENS.keys()) values[at * WIDTH + ([LIFT, WEIGHT].includes(at) ? at : ELSE)] = 1
  if (name === 'output.weight')
    for (const [before, next] of [
      [ELSE, LIFT],
      [WEIGHT, LIFT],
      [LIFT, WEIGHT],
    ] as const)
      values[next * WIDTH + before] = 1
  return Buffer.from(values.buffer)
}

function entry(key: string, type: number, value: string | number): Buffer {
  return Buffer.concat([text(key), u32(type), encoded(type, value)])
}

function list(key: string, type: number, values: readonly (string | number)[]): Buffer {
  const items = values.map((value) => encoded(type, value))
  return Buffer.concat([text(key), u32(ARRAY), u32(type), u64(values.length), ...items])
}

function encoded(type: number, value: string | number): Buffer {
  if (typeof value === 'string') return text(value)
  if (type !== F32) return u32(value)
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return bytes
}

function text(value: string): Buffer {
  return Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)])
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}
