import "server-only";
import { createHash } from "node:crypto";
import type { Prisma } from "@/generated/prisma/client";
import { type CanonicalValue, canonicalJson } from "@/lib/audit/canonical-json";
import type { Transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";

/** What was answered to a request, kept so that a retry of it gets the same answer and changes nothing. */
export interface StoredAnswer {
  status: number;
  response: unknown;
}

export interface IdempotentRequest {
  userId: string;
  key: string | null;
  /** Everything that makes the request what it is. */
  request: CanonicalValue;
}

/** The answer this key was given before, else null. Throws 422 when the key belongs to another request. */
export async function storedAnswer(tx: Transaction, request: IdempotentRequest): Promise<StoredAnswer | null> {
  if (request.key === null) return null;
  const row = await tx.idempotencyKey.findUnique({
    where: { userId_key: { userId: request.userId, key: request.key } },
  });
  if (!row) return null;
  if (row.bodyHash !== hashOf(request)) throw differentRequest();
  return { status: row.status, response: row.response };
}

/** Keeps the answer under the key, in the transaction of the change it answers. */
export async function storeAnswer(tx: Transaction, request: IdempotentRequest, answer: StoredAnswer): Promise<void> {
  if (request.key === null) return;
  const { count } = await tx.idempotencyKey.createMany({
    data: [
      {
        userId: request.userId,
        key: request.key,
        bodyHash: hashOf(request),
        status: answer.status,
        response: answer.response as Prisma.InputJsonValue,
      },
    ],
    skipDuplicates: true,
  });
  // The same key was used at the same moment for something else: undo this.
  if (count === 0) throw differentRequest();
}

function hashOf({ request }: IdempotentRequest): string {
  return createHash("sha256").update(canonicalJson(request)).digest("hex");
}

function differentRequest(): PortalError {
  return new PortalError("unprocessable", "This Idempotency-Key was used for another request.");
}
