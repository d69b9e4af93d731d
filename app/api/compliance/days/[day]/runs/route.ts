import { z } from "zod";
import { daySchema } from "@/lib/compliance/day";
import { runDayInputSchema } from "@/lib/compliance/day-view";
import { runDay } from "@/lib/compliance/run-day";
import { defineRoute } from "@/lib/http/define-route";

/** Runs the check of a day as a new version. */
export const POST = defineRoute({
  route: "/api/compliance/days/[day]/runs",
  access: "compliance:run",
  params: z.object({ day: daySchema }),
  body: runDayInputSchema,
  handler: ({ ctx, params, body }) => runDay(ctx, params.day, body),
});
