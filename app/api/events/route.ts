import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { openStream } from "@/lib/live/open-stream";

/** Says that something has changed; browsers then read it again. Answered in front of the framework. */
export const GET = defineRoute({
  route: "/api/events",
  access: "alert:read",
  automatic: true,
  query: z.strictObject({}),
  handler: async ({ ctx, request }) => openStream(ctx, request.headers.get("last-event-id")),
});
