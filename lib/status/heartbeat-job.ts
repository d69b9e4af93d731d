import "server-only";
import { env } from "@/lib/env";
import { sendHeartbeat } from "./send-heartbeat";

/** Tells a service outside that the portal lives; that service tells people when it is told no more. */
export const heartbeatJob = {
  name: "outside-heartbeat",
  everySeconds: 60,
  async run(): Promise<void> {
    const { HEARTBEAT_URL } = env();
    if (HEARTBEAT_URL) await sendHeartbeat(HEARTBEAT_URL);
  },
};
