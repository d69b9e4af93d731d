import { formatShortDuration } from "@/lib/time/format-time";
import type { BacklogView } from "./status-view";

/** A backlog in one or two sentences, at `now` (epoch ms). */
export function backlogText({ waiting, oldestAt, waitingFor, failed, lastError }: BacklogView, now: number): string {
  const sentences: string[] = [];
  if (waiting > 0) {
    const age =
      oldestAt === null ? "" : `, the oldest for ${formatShortDuration(Math.max(0, now - Date.parse(oldestAt)))}`;
    const why = waitingFor === null ? "." : `: ${waitingFor.replace(/\.?$/, ".")}`;
    sentences.push(`${waiting} ${waiting === 1 ? "message waits" : "messages wait"}${age}${why}`);
  }
  if (failed > 0) sentences.push(`${failed} given up in 7 days: ${lastError ?? "the reason is not known"}`);
  return sentences.join(" ");
}
