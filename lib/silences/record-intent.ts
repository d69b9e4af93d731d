import "server-only";
import { createHash } from "node:crypto";
import type { Prisma, SilenceRequest } from "@/generated/prisma/client";
import { appendAuditEntry } from "@/lib/audit/append";
import { type CanonicalValue, canonicalJson } from "@/lib/audit/canonical-json";
import type { UserActor } from "@/lib/auth/actor";
import { type Transaction, transaction } from "@/lib/db/client";
import { notifyChange } from "@/lib/db/notify";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import { PortalError } from "@/lib/errors";
import type { Matcher } from "@/lib/matchers/matcher";
import { guardFor } from "@/lib/phi/guard";
import type { RequestContext } from "@/lib/telemetry/context";
import { authorName } from "./author-name";
import { guardMatchers } from "./guard-matchers";
import { matchersForLedger } from "./matchers-for-ledger";
import { requestSubject, silenceSubject } from "./silence-entry";

/** Who asks, and what makes two requests one and the same. */
export interface Asked {
  actor: UserActor;
  idempotencyKey: string | null;
  /** Everything that makes the request what it is. */
  body: CanonicalValue;
}

export interface Intent {
  kind: "create" | "extend" | "expire";
  alertmanagers: string[];
  silenceId: string | null;
  matchers: Matcher[];
  endsAt: Date | null;
  reason: string;
}

/** Reading, writing and looking again each take at most a third of it. */
export const ATTEMPT_SECONDS = 36;

/** The request that this person made under this key before, else null. Throws 422 when the key stood for another one. */
export async function earlierRequest(asked: Asked): Promise<SilenceRequest | null> {
  return transaction((tx) => findByKey(tx, asked));
}

const guard = guardFor("note", { queries: "keep" });

/** Puts the request into the database and the ledger, before Alertmanager hears of it. `isNew`: nobody was at it before. */
export function recordIntent(
  ctx: RequestContext,
  asked: Asked,
  intent: Intent,
): Promise<{ row: SilenceRequest; isNew: boolean }> {
  return retryOnConflict(() => transaction((tx) => record(tx, ctx, asked, intent)));
}

async function record(tx: Transaction, ctx: RequestContext, asked: Asked, given: Intent) {
  // From here the reason goes into Alertmanager's comment, too. The matchers of a new silence hold nothing to redact.
  const intent = { ...given, reason: guard.text(given.reason), matchers: guardMatchers(given.matchers) };
  const [row] = await tx.silenceRequest.createManyAndReturn({
    data: [
      {
        ...intent,
        matchers: intent.matchers as unknown as Prisma.InputJsonValue,
        requestedById: asked.actor.userId,
        requestedBy: authorName(asked.actor),
        attemptEndsAt: new Date(0),
        idempotencyKey: asked.idempotencyKey,
        bodyHash: hashOf(asked),
      },
    ],
    skipDuplicates: true,
  });
  if (!row) return { row: (await findByKey(tx, asked))!, isNew: false };
  await startAttempt(tx, row.id);
  await notifyChange(tx, "silences");
  await appendAuditEntry(tx, ctx, {
    action: "SILENCE_REQUESTED",
    subject: row.silenceId === null ? requestSubject(row.id) : silenceSubject(row.silenceId),
    detail: {
      request: row.id,
      kind: intent.kind,
      alertmanagers: intent.alertmanagers,
      ...matchersForLedger(intent.matchers),
      endsAt: intent.endsAt?.toISOString(),
      reason: intent.reason,
    },
  });
  return { row, isNew: true };
}

/** Marks the request as under way, unless another process is at it: false. */
export async function startAttempt(client: Transaction, id: string): Promise<boolean> {
  const started = await client.$executeRaw`
    UPDATE silence_requests SET attempt_ends_at = clock_timestamp() + make_interval(secs => ${ATTEMPT_SECONDS}::float8)
    WHERE id = ${id}::uuid AND state = 'requested' AND attempt_ends_at <= clock_timestamp()`;
  return started === 1;
}

async function findByKey(tx: Transaction, asked: Asked): Promise<SilenceRequest | null> {
  if (asked.idempotencyKey === null) return null;
  const row = await tx.silenceRequest.findUnique({
    where: {
      requestedById_idempotencyKey: { requestedById: asked.actor.userId, idempotencyKey: asked.idempotencyKey },
    },
  });
  if (row && row.bodyHash !== hashOf(asked))
    throw new PortalError("unprocessable", "This Idempotency-Key was used for another request.");
  return row;
}

function hashOf({ body }: Asked): string {
  return createHash("sha256").update(canonicalJson(body)).digest("hex");
}
