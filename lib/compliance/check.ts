import type { RequestContext } from "@/lib/telemetry/context";
import type { CheckDefinition } from "./catalogue";
import type { Finding } from "./finding";

/** A measurement of one line of the catalogue. Throwing, hanging or answering nonsense makes the result unknown. */
export interface Check {
  id: CheckDefinition["id"];
  /**
   * "standing": what is found now is evidence for the past too, as far back as the check itself says (the ledger). "moment": it holds for the day of the
   * measurement only (a handshake), and says nothing about a day long gone.
   */
  holds: "standing" | "moment";
  /** `day` is the UTC day, "2026-11-22", that the finding is evidence for. */
  measure(ctx: RequestContext, signal: AbortSignal, day: string): Promise<Finding>;
}
