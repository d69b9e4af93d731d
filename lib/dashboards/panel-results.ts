import { ByteLru } from "@/lib/query/byte-lru";
import type { TimeRange } from "@/lib/time/range";
import type { Panel } from "./model";
import type { PanelResult } from "./panel-result";
import { presentPanel } from "./present-panel";
import type { TargetAnswer } from "./target-answer";

const MAX_BYTES = 24 * 1024 * 1024;
/** A number that may be null is kept on the heap, with a pointer to it. */
const BYTES_PER_VALUE = 24;
const BYTES_PER_FRAME = 512;

/** Presents each distinct set of answers once: everybody who asks the same gets the very same object. */
export class PanelResults {
  private readonly results = new ByteLru<PanelResult>(MAX_BYTES);

  present(
    dashboardId: string,
    panel: Panel,
    range: TimeRange,
    answers: readonly TargetAnswer[],
    now: number,
  ): PanelResult {
    const key = keyOf(dashboardId, panel, answers);
    const known = key === undefined ? undefined : this.results.get(key);
    if (known) return known;
    const result = presentPanel(panel, range, answers, now);
    if (key !== undefined) this.results.set(key, result, sizeOf(result));
    return result;
  }
}

/** Undefined when a target failed: an error is told to each viewer as it is met. */
function keyOf(dashboardId: string, panel: Panel, answers: readonly TargetAnswer[]): string | undefined {
  const parts = [dashboardId, panel.id];
  for (const reply of answers) {
    if (reply.status === "error") return undefined;
    const { from, to } = reply.plan.range;
    parts.push(`${reply.answer.generation}${reply.cached ? "c" : ""}+${reply.latest?.generation ?? ""}@${from}-${to}`);
  }
  return parts.join(" ");
}

function sizeOf({ targets }: PanelResult): number {
  let bytes = BYTES_PER_FRAME;
  for (const target of targets)
    if (target.status === "ok")
      for (const { values } of target.frames) bytes += BYTES_PER_FRAME + values.length * BYTES_PER_VALUE;
  return bytes;
}
