import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { limitPerMinute } from "@/lib/audit/limit-per-minute";
import { authorize } from "@/lib/auth/authorize";
import { transaction } from "@/lib/db/client";
import { guardFor } from "@/lib/phi/guard";
import type { RequestContext } from "@/lib/telemetry/context";
import { ingestTotal } from "@/lib/telemetry/metrics";
import type { AnnotationInput } from "./annotation-input";
import type { AnnotationView } from "./annotation-view";

/** The axes would be unreadable long before. */
const PER_MINUTE = 60;
const guard = guardFor("note", { queries: "keep" });

/** Puts a mark on the time axes, for a person or a machine. Throws rate_limited. Needs annotation:write. */
export async function createAnnotation(ctx: RequestContext, input: AnnotationInput): Promise<AnnotationView> {
  authorize(ctx.actor, "annotation:write");
  const { actor } = ctx;
  const title = guard.text(input.title);
  const at = input.at ? new Date(input.at) : ctx.now;
  const row = await transaction(async (tx) => {
    const created = await tx.annotation.create({
      data: {
        kind: input.kind,
        title,
        detail: input.detail ? guard.text(input.detail) : null,
        at,
        endAt: input.endAt ? new Date(input.endAt) : null,
        createdBy: actor.kind === "anonymous" ? "anonymous" : actor.name,
      },
    });
    await appendAuditEntry(tx, ctx, {
      action: "ANNOTATION_CREATED",
      subject: { type: "annotation", id: created.id },
      detail: { kind: input.kind, title, at: at.toISOString() },
    });
    await limitPerMinute(tx, actor, {
      action: "ANNOTATION_CREATED",
      most: PER_MINUTE,
      words: `You may put ${PER_MINUTE} marks on the time axes a minute.`,
    });
    return created;
  });
  ingestTotal.inc({ source: "annotations", status: "accepted" });
  return {
    id: row.id,
    kind: input.kind,
    at: row.at.toISOString(),
    endAt: row.endAt?.toISOString() ?? null,
    title: row.title,
  };
}
