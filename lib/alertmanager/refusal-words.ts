import type { UpstreamReply } from "@/lib/datasources/upstream-http";
import { storableText } from "./text-map";

/** What Alertmanager says to a refused request: a JSON text, `{code, message}`, plain text, or nothing at all. */
export function refusalWords({ json, words, status }: Pick<UpstreamReply, "json" | "words" | "status">): string {
  const said = typeof json === "string" ? json : messageOf(json);
  return storableText((said ?? words).trim()) || `It answered with status ${status} and no words.`;
}

function messageOf(json: unknown): string | null {
  if (typeof json !== "object" || json === null || !("message" in json)) return null;
  return typeof json.message === "string" ? json.message : null;
}
