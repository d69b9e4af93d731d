import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { snsAddress } from "@/lib/sns/sns-address";
import type { RequestContext } from "@/lib/telemetry/context";
import type { TopicState, TopicView } from "./topic-view";

/** Every listed topic of SNS and how its subscription stands. Needs alert:ingest: the address confirms a source. */
export async function listTopics(ctx: RequestContext): Promise<TopicView[]> {
  authorize(ctx.actor, "alert:ingest");
  const { SNS_TOPIC_ARNS: listed } = env();
  if (listed.length === 0) return [];
  const rows = await (await db()).snsTopic.findMany({ where: { topicArn: { in: listed } } });
  return listed.map((topicArn) => {
    const row = rows.find((one) => one.topicArn === topicArn);
    return {
      topicArn,
      state: (row?.state as TopicState | undefined) ?? "unknown",
      since: row?.changedAt.toISOString() ?? null,
      subscribeUrl: row?.subscribeUrl ? (snsAddress(row.subscribeUrl)?.href ?? null) : null,
    };
  });
}
