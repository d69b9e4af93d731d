import "server-only";
import { env } from "@/lib/env";

/** Off unless the operator switched it on: PromQL of a person's own reads whatever its source holds. */
export function exploreIsOn(): boolean {
  return env().EXPLORE === "on";
}
