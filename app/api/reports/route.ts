import { z } from "zod";
import { monthSchema } from "@/lib/compliance/month";
import { generateReport } from "@/lib/compliance/report/generate";
import { listReports } from "@/lib/compliance/report/list";
import { defineRoute } from "@/lib/http/define-route";

/** The monthly reports, newest first. */
export const GET = defineRoute({
  route: "/api/reports",
  access: "report:read",
  handler: ({ ctx }) => listReports(ctx),
});

/** Collects a month and stores it as a new version. */
export const POST = defineRoute({
  route: "/api/reports",
  access: "report:generate",
  body: z.strictObject({ month: monthSchema }),
  handler: ({ ctx, body }) => generateReport(ctx, body.month),
});
