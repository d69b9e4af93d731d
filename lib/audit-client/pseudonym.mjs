// @ts-check
import { createHmac } from "node:crypto";

const LEAST_KEY_BYTES = 32;
/** Letters alone: digits by chance look like somebody's number, and vowels make words. */
const LETTERS = "bcdfghjkmnpqrstv";

/**
 * What stands for somebody or something in the trail, such as `p-kbdtqmfnrvhcjgsp`: the same for the same id as long as
 * the key is, and nothing leads back to the id without the key. A bare hash of a record number does not do: whoever tries
 * all numbers finds it. Whoever has to know whose record it was holds the key.
 * @param {string | Buffer} key of at least 32 bytes, kept where the trail is not
 * @param {string} kind such as "p" for patients and "u" for users: pseudonyms of two kinds never agree
 * @param {string} id
 * @returns {string}
 */
export function pseudonym(key, kind, id) {
  if (Buffer.byteLength(key) < LEAST_KEY_BYTES) throw new TypeError("The key of pseudonyms needs at least 32 bytes.");
  const mac = createHmac("sha256", key).update(`${kind}\0${id}`).digest();
  const letters = Array.from(mac.subarray(0, 8), (byte) => `${LETTERS[byte >> 4]}${LETTERS[byte & 15]}`);
  return `${kind}-${letters.join("")}`;
}
