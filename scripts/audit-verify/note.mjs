import { createHash, createPublicKey, verify } from "node:crypto";
import { Problem } from "./problem.mjs";

/** Keys by "name id", from lines `<name>+<id>+<base64>` (C2SP signed-note). */
export function readKeys(text) {
  const keys = new Map();
  for (const line of text.split("\n").filter(Boolean)) {
    const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(line) ?? [];
    const bytes = fromBase64(encoded);
    const digest = createHash("sha256").update(`${name}\n`).update(bytes).digest("hex");
    if (bytes.length !== 33 || bytes[0] !== 1 || !digest.startsWith(id))
      throw new Problem("tampered", `this is not an Ed25519 verifier key: ${line.slice(0, 80)}`);
    const jwk = { kty: "OKP", crv: "Ed25519", x: bytes.subarray(1).toString("base64url") };
    keys.set(`${name} ${id}`, createPublicKey({ key: jwk, format: "jwk" }));
  }
  return keys;
}

/** { origin, size, root } of a note that a known key signed; throws a Problem otherwise. */
export function openCheckpoint(note, keys) {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  let known = 0;
  for (const line of note
    .slice(end + 2)
    .split("\n")
    .slice(0, -1)) {
    const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = fromBase64(encoded);
    const key = keys.get(`${name} ${bytes.subarray(0, 4).toString("hex")}`);
    if (!key) continue;
    if (!verify(null, Buffer.from(text), key, bytes.subarray(4)))
      throw new Problem("tampered", "a checkpoint is not as it was signed");
    known += 1;
  }
  const [origin, size, root] = text.split("\n");
  if (end < 1 || known === 0 || !/^\d{1,16}$/.test(size ?? "") || !/^[A-Za-z0-9+/]{43}=$/.test(root ?? ""))
    throw new Problem("tampered", "a checkpoint bears no signature of a known key");
  return { origin, size: Number(size), root: Buffer.from(root, "base64") };
}

/** Empty for what is not whole: Node would also read what lacks its padding, and pass over what is no base64. */
function fromBase64(text = "") {
  const isWhole = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return Buffer.from(isWhole ? text : "", "base64");
}
