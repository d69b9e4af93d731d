import "server-only";
import type { z } from "zod";
import { UpstreamError } from "@/lib/datasources/datasource";
import type { UpstreamHttp } from "@/lib/datasources/upstream-http";
import { alertmanagerStatusSchema, type PolledAlert, polledAlertsSchema } from "./api-schema";
import { MAX_ALERTS_BYTES } from "./max-alerts-bytes";
import { silenceStatesSchema } from "./silence-schema";

/** What one Alertmanager says at one moment. */
export interface AlertmanagerSnapshot {
  alerts: PolledAlert[];
  /** Fingerprints of those whose labels cannot be read. */
  unreadable: string[];
  /** Since when it runs, epoch ms: alerts live in its memory, so a young one knows little. */
  startedAt: number;
}

export interface AlertmanagerClient {
  name: string;
  /** All alerts that are not resolved, silenced and inhibited ones too. Throws UpstreamError. */
  snapshot(signal: AbortSignal): Promise<AlertmanagerSnapshot>;
  /** Ids of the silences that hold alerts back now. Throws UpstreamError. */
  activeSilences(signal: AbortSignal): Promise<string[]>;
}

/** Reads one Alertmanager (API v2, 0.25 and later) over a client of its fixed address. */
export function createAlertmanagerClient(http: Pick<UpstreamHttp, "name" | "send">): AlertmanagerClient {
  async function read<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const reply = await http.send({ method: "GET", path, signal, maxBytes: MAX_ALERTS_BYTES });
    if (!reply.ok) throw new UpstreamError("upstream_error", `It answered with status ${reply.status}.`);
    const parsed = schema.safeParse(reply.json);
    if (!parsed.success)
      throw new UpstreamError("upstream_invalid", "The answer is not Alertmanager's API, version 2.");
    return parsed.data;
  }
  return {
    name: http.name,
    async snapshot(signal) {
      const status = await read("/api/v2/status", alertmanagerStatusSchema, signal);
      const { alerts, unreadable } = await read("/api/v2/alerts", polledAlertsSchema, signal);
      const startedAt = Date.parse(status.uptime);
      // Without a start it may have begun this minute: it then knows nothing of what burned before.
      return { alerts, unreadable, startedAt: Number.isNaN(startedAt) ? Date.now() : startedAt };
    },
    async activeSilences(signal) {
      const silences = await read("/api/v2/silences", silenceStatesSchema, signal);
      return silences.filter(({ status }) => status.state === "active").map(({ id }) => id);
    },
  };
}
