import "server-only";
import { createHash, createPublicKey, type KeyObject } from "node:crypto";

/** Whose signature a note bears. */
export interface NoteKey {
  name: string;
  /** Four bytes that tell the keys of one name apart. */
  id: Buffer;
  publicKey: KeyObject;
}

const ED25519 = 0x01; // the signature type of C2SP signed-note
const RAW_BYTES = 32;
const FORMAT = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u;

/** The key as an auditor is given it: `<name>+<id>+<base64 of type and key>` (C2SP signed-note, "Verifier keys"). */
export function verifierKey({ name, id, publicKey }: NoteKey): string {
  return `${name}+${id.toString("hex")}+${Buffer.concat([Buffer.of(ED25519), rawOf(publicKey)]).toString("base64")}`;
}

/** Reads what `verifierKey` writes. Throws a TypeError for anything else, an id that is not the key's included. */
export function parseVerifierKey(text: string): NoteKey {
  const [, name, id, encoded] = FORMAT.exec(text) ?? [];
  const bytes = Buffer.from(encoded ?? "", "base64");
  if (!name || bytes.length !== RAW_BYTES + 1 || bytes[0] !== ED25519)
    throw new TypeError("This is not a verifier key of type Ed25519.");
  const jwk = { kty: "OKP", crv: "Ed25519", x: bytes.subarray(1).toString("base64url") };
  const key = noteKey(name, createPublicKey({ key: jwk, format: "jwk" }));
  if (key.id.toString("hex") !== id) throw new TypeError("The id of the verifier key is another key's.");
  return key;
}

/** A public key under a name. */
export function noteKey(name: string, publicKey: KeyObject): NoteKey {
  const id = createHash("sha256").update(`${name}\n`).update(Buffer.of(ED25519)).update(rawOf(publicKey)).digest();
  return { name, id: id.subarray(0, 4), publicKey };
}

function rawOf(publicKey: KeyObject): Buffer {
  const { crv, x } = publicKey.export({ format: "jwk" });
  if (crv !== "Ed25519" || !x) throw new TypeError("The key is not an Ed25519 key.");
  return Buffer.from(x, "base64url");
}
