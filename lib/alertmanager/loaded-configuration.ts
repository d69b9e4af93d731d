import "server-only";
import { createHash } from "node:crypto";
import { UpstreamError } from "@/lib/datasources/datasource";
import type { UpstreamHttp } from "@/lib/datasources/upstream-http";
import { loadedConfigurationSchema } from "./api-schema";

const WEBHOOK_PATH = "/api/ingest/alertmanager";
/** Later Alertmanagers (0.26 and on) hide the addresses of webhooks. */
const HIDDEN_URL = /\burl: <secret>/;
const SHOWN_DIGITS = 12;

export interface LoadedConfiguration {
  /** The first digits of the SHA-256 of what it runs with: equal on peers that run the same. */
  hash: string;
  /** Whether any receiver delivers to the portal's webhook; null: it does not show addresses. */
  namesPortal: boolean | null;
}

/** What one Alertmanager has loaded; the text itself, which may hold secrets, is not kept. Throws UpstreamError. */
export async function loadedConfiguration(
  http: Pick<UpstreamHttp, "send">,
  signal: AbortSignal,
): Promise<LoadedConfiguration> {
  const reply = await http.send({ method: "GET", path: "/api/v2/status", signal });
  if (!reply.ok) throw new UpstreamError("upstream_error", `It answered with status ${reply.status}.`);
  const parsed = loadedConfigurationSchema.safeParse(reply.json);
  if (!parsed.success) throw new UpstreamError("upstream_invalid", "The answer is not Alertmanager's API, version 2.");
  const text = parsed.data.config.original;
  return {
    hash: createHash("sha256").update(text).digest("hex").slice(0, SHOWN_DIGITS),
    namesPortal: text.includes(WEBHOOK_PATH) || (HIDDEN_URL.test(text) ? null : false),
  };
}
