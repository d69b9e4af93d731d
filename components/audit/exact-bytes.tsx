const STRING = /("(?:[^"\\]|\\.)*"?)/;

/** Canonical JSON, byte for byte, its keys set apart for the eye. */
export function ExactBytes({ text }: { text: string }) {
  const pieces = text.split(STRING);
  return (
    <pre className="code exact-bytes">
      {pieces.map((piece, index) =>
        // Every second piece is what the expression captured: a string, and a key where a colon follows.
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a fixed text never move
        index % 2 === 1 && pieces[index + 1]?.startsWith(":") ? <b key={index}>{piece}</b> : piece,
      )}
    </pre>
  );
}
