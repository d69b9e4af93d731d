/** The source with the mistake in it. Throws unless the text to replace is there exactly once. */
export function applyMutant(source, { name, file, from, to }) {
  const pieces = source.split(from);
  if (pieces.length !== 2) throw new Error(`"${name}": its text is ${pieces.length - 1} times in ${file}, not once.`);
  return pieces.join(to);
}
