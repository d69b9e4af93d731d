import "server-only";
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { PortalError } from "@/lib/errors";

const COST = { N: 2 ** 15, r: 8, p: 1 };
const MAX_MEMORY = 64 * 1024 * 1024;
const KEY_BYTES = 32;
/** Each run takes 32 MiB and a thread of the pool that also serves files and names. */
const MAX_RUNNING = 2;
const MAX_WAITING = 200;

/** "scrypt$N$r$p$salt$key" with a fresh salt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, KEY_BYTES, { ...COST, maxmem: MAX_MEMORY });
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Takes as long for an account that does not exist (`stored` null) as for a wrong password. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = (stored ?? (await unknownAccountHash())).split("$");
  if (scheme !== "scrypt" || !salt || !key) throw new Error("a stored password has an unknown form");
  const expected = Buffer.from(key, "base64url");
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: MAX_MEMORY };
  const actual = await derive(password, Buffer.from(salt, "base64url"), expected.length, options);
  return timingSafeEqual(actual, expected) && stored !== null;
}

let unknownAccount: Promise<string> | undefined;

function unknownAccountHash(): Promise<string> {
  unknownAccount ??= hashPassword(randomBytes(16).toString("hex"));
  return unknownAccount;
}

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, bytes: number, options: ScryptOptions): Promise<Buffer> {
  if (running >= MAX_RUNNING) {
    if (waiting.length >= MAX_WAITING) throw new PortalError("unavailable", "Too many people sign in just now.", {}, 5);
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(password.normalize("NFC"), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)));
    });
  } finally {
    const next = waiting.shift(); // hands its place over, so that a newcomer cannot slip in between
    if (next) next();
    else running -= 1;
  }
}
