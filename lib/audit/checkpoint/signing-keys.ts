import "server-only";
import { createPrivateKey, hkdfSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { env } from "@/lib/env";

const PEM = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g;
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex"); // RFC 8410, in front of the 32 bytes
const PURPOSE = "medinovai audit checkpoint";

/**
 * The private keys that sign checkpoints, the log's own first; while one replaces another, both sign. They come from
 * AUDIT_SIGNING_KEY_FILE, and without it from PORTAL_SECRET: never from the database. Throws one clear line.
 */
export function signingKeys(): KeyObject[] {
  const { AUDIT_SIGNING_KEY_FILE, PORTAL_SECRET } = env();
  if (!AUDIT_SIGNING_KEY_FILE) return [derived(PORTAL_SECRET)];
  const blocks = read(AUDIT_SIGNING_KEY_FILE).match(PEM) ?? [];
  const keys = blocks.map((block) => createPrivateKey(block));
  if (keys.length === 0 || keys.some((key) => key.asymmetricKeyType !== "ed25519"))
    throw new Error(`AUDIT_SIGNING_KEY_FILE: ${AUDIT_SIGNING_KEY_FILE} must hold Ed25519 private keys (PEM, PKCS #8).`);
  return keys;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`AUDIT_SIGNING_KEY_FILE: ${file} cannot be read.`);
  }
}

function derived(secret: string): KeyObject {
  const seed = Buffer.from(hkdfSync("sha256", secret, "", PURPOSE, 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: "der", type: "pkcs8" });
}
