import type { RequestContext } from "@/lib/telemetry/context";
import type { CheckDefinition } from "./catalogue";
import type { Finding } from "./finding";

/** A measurement of one line of the catalogue. Throwing, hanging or answering nonsense makes the result unknown. */
export interface Check {
  id: CheckDefinition["id"];
  /**
   * "standing": what is found now holds for the whole past (the ledger). "moment": it holds for the day of the
   * measurement only (a handshake), and says nothing about a day long gone.
   */
  holds: "standing" | "moment";
  measure(ctx: RequestContext, signal: AbortSignal): Promise<Finding>;
}
