import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, brotliCompressSync, brotliDecompress, constants } from "node:zlib";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

const CIPHER = "aes-256-gcm";
const PURPOSE = "medinovai portal waiting delivery";
const [NONCE_BYTES, TAG_BYTES] = [12, 16];
/** In front of a sealed body. No JSON begins with it, so that one which waits as it came is told apart. */
const SEALED = 0x01;
const TEXT_AT = 1 + NONCE_BYTES + TAG_BYTES;
/**
 * The fastest: the database cannot compress what is encrypted, and writing megabytes takes longer than this. Alerts
 * repeat what stands close before them: to look further back takes three times as long for a small body.
 */
const FAST = { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 16 };
/** Up to this it is compressed in less time than it takes to hand it to another thread. */
const AT_ONCE_BYTES = 256 * 1024;
/** Of memory for what comes out; alerts repeat themselves, and shrink to less than an eighth. */
const [LEAST_CHUNK, MOST_CHUNK] = [16 * 1024, 1024 * 1024];

/**
 * A body that waits unread in the database: compressed, and encrypted with a key derived from PORTAL_SECRET
 * (HKDF-SHA-256), which every replica has and the database has not.
 */
export const sealedBody = {
  async seal(body: Uint8Array): Promise<Uint8Array> {
    const chunkSize = Math.min(Math.max(LEAST_CHUNK, body.byteLength >> 3), MOST_CHUNK);
    const options = { chunkSize, params: FAST };
    const small = body.byteLength <= AT_ONCE_BYTES ? brotliCompressSync(body, options) : await compress(body, options);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key(), nonce);
    const text = cipher.update(small);
    cipher.final();
    return Buffer.concat([Buffer.of(SEALED), nonce, cipher.getAuthTag(), text]);
  },
  /** The body as it was before; one that is not sealed is returned as it is. Throws for another key or other bytes. */
  async open(stored: Uint8Array): Promise<Uint8Array> {
    return stored[0] === SEALED ? decompress(decrypted(stored)) : stored;
  },
};

function decrypted(stored: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv(CIPHER, key(), stored.subarray(1, 1 + NONCE_BYTES));
    decipher.setAuthTag(stored.subarray(1 + NONCE_BYTES, TEXT_AT));
    const small = decipher.update(stored.subarray(TEXT_AT));
    decipher.final();
    return small;
  } catch {
    throw new PortalError("unprocessable", "Its body cannot be opened: PORTAL_SECRET is not the one it came under.");
  }
}

function key(): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", env().PORTAL_SECRET, "", PURPOSE, 32));
}
