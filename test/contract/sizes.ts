/** Sizes of the contract's models, bytes, and the speed at which `large` takes a few seconds. */
export const SIZES = { small: 200_000, other: 150_000, large: 8_000_000, config: 4_321, bad: 100_000 }

export const BYTES_PER_SECOND = 1_500_000

/** A digest that no file of these has. */
export const OTHER_DIGEST = 'bad0'.repeat(16)
