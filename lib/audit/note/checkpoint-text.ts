/** What a checkpoint says: so many entries, and the root of their tree. */
export interface Checkpoint {
  /** The log's name, the same for ever. */
  origin: string;
  size: number;
  root: Buffer;
}

const SIZE = /^(0|[1-9]\d{0,15})$/;
const ROOT = /^[A-Za-z0-9+/]{43}=$/;

/** The text of a C2SP tlog-checkpoint, to be signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString("base64")}\n`;
}

/** Reads it; lines after the third are extensions and mean nothing here. Throws an Error for anything else. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root] = text.split("\n");
  if (!origin || !size || !SIZE.test(size) || !root || !ROOT.test(root))
    throw new Error("The note is not a checkpoint.");
  return { origin, size: Number(size), root: Buffer.from(root, "base64") };
}
