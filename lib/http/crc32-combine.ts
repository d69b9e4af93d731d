const POLYNOMIAL = 0xedb88320;
const X_TO_THE_ZEROTH = 0x80000000;

/** x^(2^n) modulo the polynomial, for n = 0 … 31. */
const SQUARES: readonly number[] = (() => {
  const powers = [X_TO_THE_ZEROTH >>> 1];
  while (powers.length < 32) powers.push(multiply(powers.at(-1) as number, powers.at(-1) as number));
  return powers;
})();

/** The factor for appending `bytes` bytes: compute it once for a piece that is appended often. */
export function crc32Shift(bytes: number): number {
  let power = X_TO_THE_ZEROTH;
  // x^(8 × bytes), bit by bit; the powers repeat with the period 2^32 − 1, so x^(2^32) is x^(2^0).
  for (let n = 3, rest = bytes; rest > 0; n += 1, rest = Math.floor(rest / 2))
    if (rest % 2 === 1) power = multiply(SQUARES[n % 32] as number, power);
  return power;
}

/** CRC-32 of two pieces joined, from the CRC of each and the shift of the second (zlib's crc32_combine). */
export function crc32Combine(first: number, second: number, shiftOfSecond: number): number {
  return (multiply(shiftOfSecond, first) ^ second) >>> 0;
}

/** Product of two polynomials over GF(2), reflected, modulo the CRC's polynomial. */
function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = X_TO_THE_ZEROTH; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return product >>> 0;
}
