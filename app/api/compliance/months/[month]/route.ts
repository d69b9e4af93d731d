import { z } from "zod";
import { getMonth } from "@/lib/compliance/get-month";
import { monthSchema } from "@/lib/compliance/month";
import { defineRoute } from "@/lib/http/define-route";

/** Checks × days of a month. */
export const GET = defineRoute({
  route: "/api/compliance/months/[month]",
  access: "compliance:read",
  params: z.object({ month: monthSchema }),
  handler: ({ ctx, params }) => getMonth(ctx, params.month),
});
