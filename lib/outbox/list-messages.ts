import "server-only";
import { db } from "@/lib/db/client";
import { type MessageView, messageViewSchema } from "./message-view";

const MAX_MESSAGES = 100;

/** What was told, or is to be told, of one episode: the newest first. */
export async function listMessages(episodeId: string): Promise<MessageView[]> {
  const rows = await (await db()).outboxMessage.findMany({
    where: { episodeId },
    orderBy: { id: "desc" },
    take: MAX_MESSAGES,
  });
  return rows.map((row) =>
    messageViewSchema.parse({
      target: row.target,
      action: row.action,
      version: row.version,
      state: row.state,
      at: row.createdAt.toISOString(),
      attempts: row.attempts,
      dueAt: row.state === "waiting" ? row.dueAt.toISOString() : null,
      finishedAt: row.finishedAt?.toISOString() ?? null,
      reason: row.lastError,
    }),
  );
}
