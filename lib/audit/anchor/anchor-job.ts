import "server-only";
import type { RequestContext } from "@/lib/telemetry/context";
import { anchors } from "./anchors";
import { serveAnchor } from "./serve-anchor";

/** Looks every minute which anchor is due. It fails when one contradicts the ledger; that one is away is only its own failure. */
export const anchorJob = {
  name: "anchor",
  everySeconds: 60,
  async run(ctx: RequestContext): Promise<void> {
    const runs = await Promise.allSettled(anchors().map((anchor) => serveAnchor(ctx, anchor)));
    for (const run of runs) {
      if (run.status === "rejected") throw run.reason;
      if (run.value) throw run.value;
    }
  },
};
