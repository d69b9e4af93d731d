import "server-only";
import { guardFor } from "@/lib/phi/guard";

/** Written by the portal itself and of a closed form. */
const OWN = new Set(["timestamp", "level", "correlation_id", "request_id", "user_id"]);
const guard = guardFor("log", { queries: "strip", keep: OWN });

/** A finished log line without what a person could be known by; one JSON object as before. Never the raw line. */
export function redactLine(line: string): string {
  try {
    return `${JSON.stringify(guard.value(JSON.parse(line)))}\n`;
  } catch {
    return '{"level":"ERROR","message":"[REDACTION_ERROR]"}\n';
  }
}
