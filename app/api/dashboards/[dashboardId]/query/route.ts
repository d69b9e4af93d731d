import { z } from "zod";
import { encodeBatch } from "@/lib/dashboards/encode-batch";
import { parseDashboardQuery } from "@/lib/dashboards/parse-dashboard-query";
import { queryPanels } from "@/lib/dashboards/query-panels";
import { batchKey, keepSentBatch } from "@/lib/dashboards/sent-batches";
import { defineRoute } from "@/lib/http/define-route";
import { canEncodeBodies } from "@/lib/http/restore-content-encoding";
import { streamResponse } from "@/lib/http/stream-response";

/** Panels in, frames out: a line per panel, as each lands. The board decides which permission it takes. */
export const POST = defineRoute({
  route: "/api/dashboards/[dashboardId]/query",
  access: "signed-in",
  params: z.strictObject({ dashboardId: z.string().max(64) }),
  query: z.strictObject({}),
  body: z.unknown(),
  maxBodyBytes: 32 * 1024,
  handler: async ({ ctx, params: { dashboardId }, body, request }) => {
    const query = await parseDashboardQuery(ctx, dashboardId, body);
    const reader = new AbortController();
    const signal = AbortSignal.any([request.signal, reader.signal]);
    const results = await queryPanels(ctx, { dashboardId, query, signal });
    const encoding = canEncodeBodies() ? request.headers.get("accept-encoding") : null;
    const keep = (bytes: Uint8Array) => keepSentBatch(batchKey(dashboardId, query), ctx.now, bytes);
    const { headers, chunks } = encodeBatch(results, encoding, keep);
    return streamResponse(chunks, headers, reader);
  },
});
