import "server-only";
import { createHmac } from "node:crypto";
import { tokenKey } from "./token-key";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SIGNS = 8;

/**
 * What stands for a value: its class, the id of the key, and 8 signs (47 bits) of HMAC-SHA-256. Equal values have equal
 * tokens as long as the key is the same; nobody gets from a token to a value, and nothing keeps the two together.
 */
export function tokenOf(name: string, value: string): string {
  const { id, key } = tokenKey();
  const mac = createHmac("sha256", key).update(name).update("\u0000").update(value).digest();
  let signs = "";
  for (let index = 0; index < SIGNS; index += 1) signs += ALPHABET[mac.readUInt16BE(2 * index) % ALPHABET.length];
  return `‹${name}:${id}-${signs}›`;
}
