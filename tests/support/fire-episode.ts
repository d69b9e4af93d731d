import { db } from "@/lib/db/client";
import { deliver, firing } from "./deliver";

/** Fires an alert by webhook; the id of its open episode. */
export async function fireEpisode(
  alertname = "HighErrorRate",
  minutesAgo = 10,
  labels: Record<string, string> = {},
): Promise<string> {
  await deliver([firing(alertname, minutesAgo, labels)]);
  const { id } = await (await db()).episode.findFirstOrThrow({
    where: { alertname, state: { not: "resolved" }, ...(labels.severity ? { severity: labels.severity } : {}) },
    orderBy: { openedAt: "desc" },
  });
  return id;
}
