import "server-only";
import { createHash } from "node:crypto";
import { type Transaction, transaction } from "@/lib/db/client";
import { nextAccountAttempt, nextAddressAttempt, type ThrottleState, type ThrottleVerdict } from "./throttle-policy";

export interface AttemptVerdict {
  by: "account" | "address" | null;
  locks: boolean;
  retryAfterSeconds: number;
}

/** Stands for a typed e-mail address in the ledger and in the throttle: the address itself may be anybody's. */
export function accountPseudonym(email: string): string {
  return createHash("sha256").update(email).digest("hex").slice(0, 12);
}

/** Counts one attempt against the account and, when it is known, the caller's address, and says whether it may go on. */
export function countAttempt(email: string, ip: string | undefined, now: Date): Promise<AttemptVerdict> {
  return transaction(async (tx) => {
    // Always address before account: two attempts then never wait for each other.
    const address = ip ? await count(tx, `ip:${ip}`, now, nextAddressAttempt) : null;
    if (address && !address.allowed) return { ...address, by: "address" };
    const account = await count(tx, accountKey(email), now, nextAccountAttempt);
    return { ...account, by: account.allowed ? null : "account" };
  });
}

/** After a success. The address keeps its count: one good password must not pay for guessing at others. */
export async function clearAttempts(tx: Transaction, email: string): Promise<void> {
  await tx.signInThrottle.deleteMany({ where: { key: accountKey(email) } });
}

function accountKey(email: string): string {
  return `account:${createHash("sha256").update(email).digest("hex")}`;
}

async function count(
  tx: Transaction,
  key: string,
  now: Date,
  next: (before: ThrottleState, now: Date) => ThrottleVerdict,
): Promise<ThrottleVerdict> {
  await tx.$executeRaw`INSERT INTO sign_in_throttle (key, failures, window_start) VALUES (${key}, 0, ${now})
    ON CONFLICT (key) DO NOTHING`;
  const [row] = await tx.$queryRaw<ThrottleState[]>`
    SELECT failures, window_start AS "windowStart", locked_until AS "lockedUntil"
    FROM sign_in_throttle WHERE key = ${key} FOR UPDATE`;
  if (!row) throw new Error("the throttle row vanished inside its transaction");
  const verdict = next(row, now);
  await tx.signInThrottle.update({ where: { key }, data: { ...verdict.state } });
  return verdict;
}
