import { defineRoute } from "@/lib/http/define-route";
import { getDiagnosis } from "@/lib/status/diagnosis/get-diagnosis";

/** The causes of what is missing, looked for now. */
export const GET = defineRoute({
  route: "/api/status/diagnosis",
  access: "operations-dashboard:read",
  handler: ({ ctx }) => getDiagnosis(ctx),
});
