import { createHash } from "node:crypto";
import { openCheckpoint } from "../audit-verify/note.mjs";
import { Problem } from "../audit-verify/problem.mjs";
import { provedRoot } from "./proved-root.mjs";

const HEAD = "c2sp.org/tlog-proof@v1\n";
const BODY = /^extra ([A-Za-z0-9+/]+={0,2})\nindex (0|[1-9]\d{0,14})\n((?:[A-Za-z0-9+/]{43}=\n){0,64})\n([\s\S]+)$/;

/**
 * Holds the proof of one entry (C2SP tlog-proof, whose extra data are the entry's bytes) against keys as readKeys gives
 * them. Returns the entry's place, its bytes as text, and what was signed; throws a Problem.
 */
export function checkProof(text, keys) {
  if (!text.startsWith(HEAD)) throw new Problem("usage", `this is not a proof: it begins with ${HEAD.trim()}`);
  const [, extra, number, path, note] = BODY.exec(text.slice(HEAD.length)) ?? [];
  if (note === undefined) throw new Problem("incomplete", "the proof is not whole: copy it again");
  const index = Number(number);
  const { origin, size, root } = openCheckpoint(note, keys);
  const bytes = decoded(extra, index);
  const leaf = createHash("sha256").update("\0").update(bytes).digest();
  const hashes = path.split("\n").slice(0, -1);
  const proved = provedRoot({ index, size, leaf, path: hashes.map((hash) => decoded(hash, index)) });
  if (!proved?.equals(root)) throw new Problem("tampered", `it is not among the ${size} that were signed`, index);
  return { seq: index, entry: bytes.toString("utf8"), origin, size, root: root.toString("base64") };
}

/** There is one way to write bytes in base64. */
function decoded(text, index) {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) throw new Problem("tampered", "a hash is not as it was written", index);
  return bytes;
}
