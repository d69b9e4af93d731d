import "server-only";
import { createHmac } from "node:crypto";
import { type Transaction, transaction } from "@/lib/db/client";
import { tokenKey } from "@/lib/phi/token-key";
import type { Actor } from "./actor";
import { nextAccountAttempt, nextAddressAttempt, type ThrottleState, type ThrottleVerdict } from "./throttle-policy";

export interface AttemptVerdict {
  by: "account" | "address" | null;
  locks: boolean;
  retryAfterSeconds: number;
}

/** Stands for a typed e-mail address in the ledger: the address itself may be anybody's, or a password in the wrong field. */
export function accountPseudonym(email: string): string {
  return keyed(email).slice(0, 12);
}

/** Nothing leads back to what was typed without the portal's secret: a bare hash could be guessed from a list. */
function keyed(email: string): string {
  return createHmac("sha256", tokenKey().key).update("account\u0000").update(email).digest("hex");
}

/** Counts one attempt against the account and, when it is known, the caller's address, and says whether it may go on. */
export function countAttempt(email: string, ip: string | undefined, now: Date): Promise<AttemptVerdict> {
  return transaction(async (tx) => {
    // Always address before account: two attempts then never wait for each other.
    const address = ip ? await count(tx, addressKey(ip), now, nextAddressAttempt) : null;
    if (address && !address.allowed) return { ...address, by: "address" };
    const account = await count(tx, accountKey(email), now, nextAccountAttempt);
    return { ...account, by: account.allowed ? null : "account" };
  });
}

/**
 * After a success: the account starts anew. The address gets this one attempt back and keeps its failures: one good
 * password must not pay for guessing at others.
 */
export async function clearAttempts(tx: Transaction, email: string, ip: string | undefined): Promise<void> {
  if (ip)
    await tx.$executeRaw`UPDATE sign_in_throttle SET failures = failures - 1
      WHERE key = ${addressKey(ip)} AND failures > 0`;
  await tx.signInThrottle.deleteMany({ where: { key: accountKey(email) } });
}

/** Whether a cross-site refusal may still be written down: what anybody can cause must not flood the ledger. */
export async function countCrossSite(ip: string | undefined, now: Date): Promise<boolean> {
  // Not the key of the sign-ins: a foreign page must not lock out the people whose browsers it abuses.
  const verdict = await transaction((tx) => count(tx, `cross-site:${ip ?? "unknown"}`, now, nextAddressAttempt));
  return verdict.allowed;
}

/**
 * Whether one more refusal of nobody in particular at this route may still be written down. One count for all addresses:
 * who can send to a public route may have many.
 */
export async function countAnonymousDenial(route: string, now: Date): Promise<boolean> {
  const verdict = await transaction((tx) => count(tx, `denied:${route}`, now, nextAddressAttempt));
  return verdict.allowed;
}

/** Whether one more search that was refused of this person, or of nobody in particular, may be written down. */
export async function countPhiQuery(actor: Actor, now: Date): Promise<boolean> {
  const who = actor.kind === "user" ? actor.userId : actor.kind;
  const verdict = await transaction((tx) => count(tx, `phi-query:${who}`, now, nextAddressAttempt));
  return verdict.allowed;
}

function addressKey(ip: string): string {
  return `ip:${ip}`;
}

function accountKey(email: string): string {
  return `account:${keyed(email)}`;
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
