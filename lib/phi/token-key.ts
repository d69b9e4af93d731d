import "server-only";
import { hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const BYTES = 32;

interface TokenKey {
  id: string;
  key: Buffer;
}

// On globalThis: the server bundle is loaded more than once, and equal values must have equal tokens.
const holder = globalThis as unknown as { portalTokenKey?: TokenKey };

/**
 * What tokens are made with: derived from the portal's secret (HKDF-SHA-256) and PHI_KEY_ID, so that all replicas agree
 * and the key changes when either of them does. With a wrong configuration, about which only a log line is written, a
 * random one with the id 0.
 */
export function tokenKey(): TokenKey {
  holder.portalTokenKey ??= derive();
  return holder.portalTokenKey;
}

function derive(): TokenKey {
  try {
    const { PORTAL_SECRET, PHI_KEY_ID } = env();
    const info = `medinovai portal phi token ${PHI_KEY_ID}`;
    return { id: PHI_KEY_ID, key: Buffer.from(hkdfSync("sha256", PORTAL_SECRET, "", info, BYTES)) };
  } catch {
    return { id: "0", key: randomBytes(BYTES) };
  }
}
