import "server-only";
import { hash } from "node:crypto";

/** SHA-256 of a piece of memory. By way of a text, since Node takes twice as long to hand out a hash as a Buffer. */
export function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(hash("sha256", bytes, "binary"), "latin1");
}
