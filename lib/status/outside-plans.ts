import "server-only";
import { type Backlog, readBacklogs } from "@/lib/outbox/read-backlogs";
import { outboxSettings } from "@/lib/outbox/settings";
import { legOf, OUTBOX_TARGETS, TARGET_NAMES } from "@/lib/outbox/target";
import type { LegPlan } from "./leg-plan";
import type { BacklogView } from "./status-view";

/** Who outside is told of alerts, and what they were not told; also those no longer configured that are owed a word. */
export async function outsidePlans(): Promise<LegPlan[]> {
  const settings = outboxSettings();
  const backlogs = await readBacklogs();
  return OUTBOX_TARGETS.filter((target) => settings[target] !== null || backlogs.has(target)).map((target) => ({
    id: legOf(target),
    name: TARGET_NAMES[target],
    group: "outside",
    meaning: settings[target] === null ? "not configured any more" : "took a message; told only when there is news",
    lateAfterSeconds: null,
    backlog: viewOf(backlogs.get(target)),
    inRail: false,
  }));
}

function viewOf(backlog: Backlog | undefined): BacklogView | null {
  return backlog ? { ...backlog, oldestAt: backlog.oldestAt?.toISOString() ?? null } : null;
}
