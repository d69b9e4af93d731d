import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { getDiagnosis } from "@/lib/status/diagnosis/get-diagnosis";

/** Whoever asks by hand has just mended something: an older answer would not show it. */
const ASKED_ANEW_MS = 1_000;

/** The causes of what is missing, looked for now. */
export const GET = defineRoute({
  route: "/api/status/diagnosis",
  access: "operations-dashboard:read",
  query: z.strictObject({ anew: z.literal("1").optional() }),
  handler: ({ ctx, query: { anew } }) => getDiagnosis(ctx, anew && ASKED_ANEW_MS),
});
