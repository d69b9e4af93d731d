import "server-only";
import { hash } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;
const SEPARATOR = 0xffn;

/**
 * What makes two deliveries the same alert: SHA-256 (hex) of the canonical JSON of its labels. Alerts of another
 * `origin` than Alertmanager are never the same as its own, whatever labels somebody posts there.
 */
export function identityOf(labels: Readonly<Record<string, string>>, origin?: string): string {
  return hash("sha256", canonicalJson(origin === undefined ? labels : [origin, labels]));
}

/**
 * Alertmanager's own fingerprint: FNV-1a-64 over `name 0xff value 0xff`, names sorted. Easy to collide on purpose,
 * so it is only an index that people can compare with other tools; never an identity.
 */
export function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  let sum = FNV_OFFSET;
  const step = (byte: bigint) => {
    sum = ((sum ^ byte) * FNV_PRIME) & MASK;
  };
  for (const name of Object.keys(labels).sort()) {
    for (const text of [name, labels[name] ?? ""]) {
      for (const byte of Buffer.from(text)) step(BigInt(byte));
      step(SEPARATOR);
    }
  }
  return sum.toString(16).padStart(16, "0");
}
