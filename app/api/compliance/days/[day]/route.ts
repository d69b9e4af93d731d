import { z } from "zod";
import { daySchema } from "@/lib/compliance/day";
import { getDay } from "@/lib/compliance/get-day";
import { defineRoute } from "@/lib/http/define-route";

/** The newest run of a day, with its evidence. */
export const GET = defineRoute({
  route: "/api/compliance/days/[day]",
  access: "compliance:read",
  params: z.object({ day: daySchema }),
  handler: ({ ctx, params }) => getDay(ctx, params.day),
});
