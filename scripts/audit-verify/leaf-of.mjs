/**
 * The bytes that are hashed as a leaf: a zero, then the entry's. Its length stands in front of it wherever it is read
 * from, and has been read: the zero takes the place of the last byte of that, so that nothing is copied.
 */
export function leafOf(body) {
  const leaf = Buffer.from(body.buffer, body.byteOffset - 1, body.length + 1);
  leaf[0] = 0;
  return leaf;
}
