import { createHash } from "node:crypto";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import { systemContext } from "../../../tests/support/system-context";

export const ctx = systemContext("bench", ["audit:export"]);

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** An entry as a chatbot's event makes one: about 500 bytes. */
export function chatEvent(index: number): NewAuditEntry {
  return {
    action: "DATA_ACCESS",
    subject: { type: "conversation", id: `c-${index % 5_000}-${digest(String(index)).slice(0, 12)}` },
    detail: { digest: digest(`event ${index}`), model: "triage-2", kind: "message", tokens: index % 900 },
  };
}
