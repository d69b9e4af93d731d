import { z } from "zod";
import { renderReportFile, reportFormatSchema } from "@/lib/compliance/report/render-file";
import { defineRoute } from "@/lib/http/define-route";

/** A report as PDF, CSV, or the record itself. */
export const GET = defineRoute({
  route: "/api/reports/[reportId]/file",
  access: "report:read",
  params: z.object({ reportId: z.uuid() }),
  query: z.strictObject({ format: reportFormatSchema }),
  async handler({ ctx, params, query }) {
    const { name, contentType, bytes } = await renderReportFile(ctx, params.reportId, query.format);
    return new Response(new Uint8Array(bytes), {
      headers: { "content-type": contentType, "content-disposition": `attachment; filename="${name}"` },
    });
  },
});
