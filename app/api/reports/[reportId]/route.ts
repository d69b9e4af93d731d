import { z } from "zod";
import { getReport } from "@/lib/compliance/report/get";
import { defineRoute } from "@/lib/http/define-route";

/** One report: what it says, and what is said about it. */
export const GET = defineRoute({
  route: "/api/reports/[reportId]",
  access: "report:read",
  params: z.object({ reportId: z.uuid() }),
  handler: ({ ctx, params }) => getReport(ctx, params.reportId),
});
