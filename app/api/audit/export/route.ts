import { exportAuditEntries } from "@/lib/audit/export/export-entries";
import { auditExportQuerySchema } from "@/lib/audit/list-query";
import { defineRoute } from "@/lib/http/define-route";
import { streamBytes } from "@/lib/http/stream-bytes";

const CONTENT_TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson; charset=utf-8" };

/** Download of the matching entries, streamed. */
export const GET = defineRoute({
  route: "/api/audit/export",
  access: "audit:export",
  query: auditExportQuerySchema,
  async handler({ ctx, query }) {
    const { chunks, rows } = await exportAuditEntries(ctx, query);
    return new Response(streamBytes(chunks), {
      headers: {
        "content-type": CONTENT_TYPES[query.format],
        "content-disposition": `attachment; filename="audit-log.${query.format}"`,
        "x-row-count": String(rows),
      },
    });
  },
});
