import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import { expireAcknowledgements } from "./expire-acknowledgements";

export const expireJob = {
  name: "expire-acknowledgements",
  everySeconds: 15,
  permissions: ["alert:unacknowledge-any"] as const satisfies readonly Permission[],
  run: expireAcknowledgements,
};
