import type { Metadata } from "next";
import { PageBar } from "@/components/shell/page-bar";
import { DiagnosisPanel } from "@/components/status/diagnosis-panel";
import { StatusBoard } from "@/components/status/status-board";
import { TopicsPanel } from "@/components/status/topics-panel";
import { listTopics } from "@/lib/alerts/sns/list-topics";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { listSources } from "@/lib/status/list-sources";
import "../../styles/status.css";

export const metadata: Metadata = { title: "Status" };

export default async function StatusPage() {
  const ctx = await pageContext(await requirePageActor("status:read"));
  const topics = actorHas(ctx.actor, "alert:ingest") ? await listTopics(ctx) : [];
  const diagnosis = actorHas(ctx.actor, "operations-dashboard:read") && <DiagnosisPanel />;
  return (
    <>
      <PageBar title="Status" />
      <StatusBoard initial={await listSources(ctx)} diagnosis={diagnosis}>
        {topics.length > 0 && <TopicsPanel topics={topics} />}
      </StatusBoard>
    </>
  );
}
