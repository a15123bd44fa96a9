/** The words of the model, by the number it knows them by. */
export const WORDS: readonly string[] = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'hello', 'heavy', 'world']
/** Numbers of an embedding. */
export const WIDTH = 8

const FLOAT = 1
const INT64 = 7
const VARINT = 0
const BYTES = 2

/** The embedding of each word before the last step. */
const TABLE = Float32Array.from({ length: WORDS.length * WIDTH }, (_, at) => Math.sin(at * 1.7))

/** What the model makes of words: the mean over them of each number's hyperbolic tangent. */
export function embeddingOf(words: readonly string[]): number[] {
  return Array.from({ length: WIDTH }, (_, column) => {
    const values = words.map((word) => Math.tanh(TABLE[WORDS.indexOf(word) * WIDTH + column] ?? Number.NaN))
    return values.reduce((sum, value) => sum + value, 0) / words.length
  })
}

/** An ONNX model (a `ModelProto`) that gives each token its row of a table, through `Tanh`, as a feature extractor does. */
export function tinyOnnx(): Buffer {
  const table = message([1, WORDS.length], [1, WIDTH], [2, FLOAT], [8, 'table'], [9, Buffer.from(TABLE.buffer)])
  const graph = message(
    [1, message([1, 'table'], [1, 'input_ids'], [2, 'rows'], [4, 'Gather'])],
    [1, message([1, 'rows'], [2, 'last_hidden_state'], [4, 'Tanh'])],
    [2, 'tiny'],
    [5, table],
    [11, valueInfo('input_ids', INT64, ['batch', 'tokens'])],
    [12, valueInfo('last_hidden_state', FLOAT, ['batch', 'tokens', WIDTH])],
  )
  return message([1, 8], [7, graph], [8, message([2, 17])])
}

/** The files beside it that transformers.js asks for. */
export const CONFIGURATION: Readonly<Record<string, object>> = {
  'config.json': { model_type: 'bert', architectures: ['BertModel'], hidden_size: WIDTH },
  'tokenizer_config.json': { tokenizer_class: 'BertTokenizer', do_lower_case: true, model_max_length: 16 },
  'tokenizer.json': {
    version: '1.0',
    added_tokens: WORDS.slice(0, 4).map((content, id) => ({ id, content, special: true })),
    normalizer: { type: 'BertNormalizer', clean_text: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
    },
  },
}

function valueInfo(name: string, type: number, shape: readonly (string | number)[]): Buffer {
  const dimensions = shape.map((size) => [1, message([typeof size === 'number' ? 1 : 2, size])] as const)
  return message([1, name], [2, message([1, message([1, type], [2, message(...dimensions)])])])
}

/** A message of Protocol Buffers: numbers as varints, all else with its length before it. */
function message(...fields: readonly (readonly [field: number, value: number | string | Buffer])[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([field, value]) => {
      if (typeof value === 'number') return [varint(field * 8 + VARINT), varint(value)]
      const bytes = Buffer.from(value)
      return [varint(field * 8 + BYTES), varint(bytes.length), bytes]
    }),
  )
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) + 128)
  }
}
