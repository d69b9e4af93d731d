import "server-only";
import { sha256 } from "./sha256";

/** Reused: a verification makes as many as there are entries. */
const bytes = new Uint8Array(65);
bytes[0] = 1;

/** SHA-256(0x01 ‖ left ‖ right), an inner node of a Merkle tree by RFC 6962, section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  bytes.set(left, 1);
  bytes.set(right, 33);
  return sha256(bytes);
}
