import type { Permission } from "@/lib/auth/permissions";
import type { RequestContext } from "@/lib/telemetry/context";

/** Work that one replica does again and again. `run` may be cut off by the death of the process at any point. */
export interface Job {
  /** Key of its lease row and of its heartbeat ("job:<name>"). */
  name: string;
  /** Seconds between the starts of two runs. */
  everySeconds: number;
  /** Seconds between two looks whether it is due; a sixth of the period, at most half a minute, when left out. */
  lookEverySeconds?: number;
  /** What the system actor of this job may do; nothing when left out. */
  permissions?: readonly Permission[];
  run(ctx: RequestContext): Promise<void>;
}
